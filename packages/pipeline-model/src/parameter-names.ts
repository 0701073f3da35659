import type { Field, Fields } from './fields/field.ts'
import { foldName } from './output-names.ts'
import { stepSpecs } from './step-specs.ts'
import type { Step } from './step.ts'

const pattern = /\$([\p{L}_][\p{L}\p{M}\p{N}_-]*)/gu

type Rename = (name: string) => string
type Values = Readonly<Record<string, unknown>>

const inText = (text: string, rename: Rename): string =>
  text.replace(pattern, (_, name: string) => `$${rename(name)}`)

function renamedValue(step: Step, field: Field<unknown>, value: unknown, rename: Rename): unknown {
  if (field.look.type === 'list' && Array.isArray(value)) {
    const { item } = field.look
    return (value as readonly Values[]).map((entry) => renamedValues(step, item, entry, rename))
  }
  const names =
    field.look.type === 'expression' || (step.kind === 'spine' && field.look.type === 'text')
  return names && typeof value === 'string' ? inText(value, rename) : value
}

function renamedValues(step: Step, fields: Fields, values: Values, rename: Rename): Values {
  const given = step.kind === 'subflow' && values['source'] === 'parameter'
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (given && name === 'value') return [name, rename(String(value))]
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      return [name, field ? renamedValue(step, field, value, rename) : value]
    }),
  )
}

/** A step whose expressions call parameters by other names. */
export function withParameterNames(step: Step, rename: Rename): Step {
  const settings = renamedValues(step, stepSpecs[step.kind].fields, { ...step.settings }, rename)
  // Only texts were replaced, by texts, which the type cannot follow.
  return { ...step, settings } as unknown as Step
}

/** The names of the parameters a step calls, letter case folded. */
export function parameterNamesIn(step: Step): ReadonlySet<string> {
  const found = new Set<string>()
  withParameterNames(step, (name) => {
    found.add(foldName(name))
    return name
  })
  return found
}
