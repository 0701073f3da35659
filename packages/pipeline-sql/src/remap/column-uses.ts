import type { Id } from '@weft/kernel'
import {
  foldName,
  stepSpecs,
  type Field,
  type Fields,
  type InputPort,
  type Step,
} from '@weft/pipeline-model'
import { expressionColumns } from './expression-columns.ts'

/** One field of a step that names columns of an input. */
export interface ColumnUse {
  readonly port: InputPort
  /** Whether the columns may be those of any input: a condition between two tables. */
  readonly isOfAny: boolean
  readonly setting: string
  /** The item of a list setting and its field; null for a setting of one value. */
  readonly item: { readonly id: Id<'it'>; readonly field: string } | null
  readonly written: 'column' | 'expression'
  readonly text: string
  readonly columns: readonly string[]
}

type Values = Readonly<Record<string, unknown>>
type Place = Pick<ColumnUse, 'setting' | 'item'>

const isShown = ({ shown }: Field<unknown>, beside: Values): boolean =>
  !shown || shown.is.some((value) => value === beside[shown.field])

function portOf(step: Step, { look }: Field<unknown>): InputPort {
  const [first = 'in'] = stepSpecs[step.kind].inputs
  return look.type === 'column' ? look.port : first
}

/** The value of a condition is a column when it is compared with one. */
const isOtherColumn = ({ look }: Field<unknown>, beside: Values): boolean =>
  look.type === 'value' && beside['against'] === 'column'

function useOf(
  step: Step,
  field: Field<unknown>,
  text: unknown,
  place: Place,
  beside: Values,
): readonly ColumnUse[] {
  if (typeof text !== 'string' || text.trim() === '' || !isShown(field, beside)) return []
  const port = portOf(step, field)
  if (field.look.type === 'column' || isOtherColumn(field, beside))
    return [{ ...place, port, isOfAny: false, written: 'column', text, columns: [text] }]
  if (field.look.type !== 'expression') return []
  const isOfAny = step.kind === 'join'
  return [
    { ...place, port, isOfAny, written: 'expression', text, columns: expressionColumns(text) },
  ]
}

function usesInItems(
  step: Step,
  setting: string,
  fields: Fields,
  items: readonly (Values & { readonly id: Id<'it'> })[],
): readonly ColumnUse[] {
  const made = new Set<string>()
  return items.flatMap((item) => {
    const uses = Object.entries(fields).flatMap(([name, field]) =>
      useOf(step, field, item[name], { setting, item: { id: item.id, field: name } }, item),
    )
    // A computed column may use those above it; they are no columns of the input.
    const own = uses.map((use) => ({
      ...use,
      columns: use.columns.filter((column) => !made.has(foldName(column))),
    }))
    if (step.kind === 'compute') made.add(foldName(String(item['name'])))
    return own
  })
}

/** Every field of a step that names columns of its inputs; SQL is not among them. */
export function columnUses(step: Step): readonly ColumnUse[] {
  const values: Values = { ...step.settings }
  return Object.entries<Field<unknown>>(stepSpecs[step.kind].fields).flatMap(([setting, field]) => {
    if (field.look.type !== 'list')
      return useOf(step, field, values[setting], { setting, item: null }, values)
    const items = values[setting] as readonly (Values & { readonly id: Id<'it'> })[]
    return usesInItems(step, setting, field.look.item, items)
  })
}
