import {
  foldName,
  problem,
  subflowPorts,
  type Problem,
  type Step,
  type StepId,
  type StepOf,
  type Subflow,
} from '@weft/pipeline-model'
import type { Parameters } from './expressions/typed-expression.ts'
import { parameterValue } from './pipeline-parameters.ts'

type Given = StepOf<'subflow'>['settings']['values'][number]

const longestShown = 60

/** The text a parameter inside gets; null when it names a parameter outside that is not there. */
function textOf({ source, value }: Given, outside: Parameters): string | null {
  return source === 'value' ? value : (outside.get(foldName(value))?.text ?? null)
}

function valueProblem(
  { id, source, value }: Given,
  parameter: StepOf<'parameter'>,
  text: string | null,
): Problem | null {
  const place = { setting: 'values', item: id }
  const { name } = parameter.settings
  const shown = value.slice(0, longestShown)
  if (text === null)
    return problem('subflow.parameter-unknown', { name: shown, parameter: name }, place)
  const given = { ...parameter.settings, value: text }
  // What is wrong with the parameter itself is said inside.
  if (
    parameterValue(given) ||
    !parameterValue({ ...given, name: 'p', value: parameter.settings.value })
  )
    return null
  return problem(
    source === 'value' ? 'subflow.value-unfit' : 'subflow.parameter-unfit',
    { value: shown, parameter: name },
    place,
  )
}

/** A subflow as one step uses it: its parameters have the values the step gives. */
export function subflowWithValues(
  subflow: Subflow,
  { settings }: StepOf<'subflow'>,
  outside: Parameters,
): { readonly subflow: Subflow; readonly problems: readonly Problem[] } {
  const steps: Record<StepId, Step> = {}
  const problems: Problem[] = []
  for (const parameter of subflowPorts(subflow).parameters) {
    const given = settings.values.find((one) => one.parameter === parameter.id)
    if (!given) continue
    const text = textOf(given, outside)
    const unfit = valueProblem(given, parameter, text)
    if (unfit) problems.push(unfit)
    else if (text !== null)
      steps[parameter.id] = { ...parameter, settings: { ...parameter.settings, value: text } }
  }
  if (Object.keys(steps).length === 0) return { subflow, problems }
  return { subflow: { ...subflow, steps: { ...subflow.steps, ...steps } }, problems }
}
