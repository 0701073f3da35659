import {
  hasErrors,
  problem,
  subflowOf,
  subflowPorts,
  warning,
  type Pipeline,
  type Problem,
  type StepId,
  type StepOf,
  type Subflow,
} from '@weft/pipeline-model'
import type { Compilation } from './compilation.ts'
import {
  innerStep,
  nothingCompiled,
  type CompiledPort,
  type CompiledStep,
} from './compiled-pipeline.ts'

type Found =
  | { readonly ok: true; readonly subflow: Subflow }
  | { readonly ok: false; readonly problem: Problem }

const place = { setting: 'subflow' }

/** The subflow a step uses, or why it cannot be followed. */
export function usedSubflow(
  pipeline: Pipeline,
  step: StepOf<'subflow'>,
  whole: Compilation,
): Found {
  const refused = (code: string, args: Problem['args'] = {}): Found => ({
    ok: false,
    problem: problem(code, args, place),
  })
  if (step.settings.subflow === null) return refused('subflow.unchosen')
  const subflow = subflowOf(pipeline, step)
  if (!subflow) return refused('subflow.missing')
  if (whole.recursive.has(step.id)) return refused('subflow.recursive')
  const size = Object.keys(subflow.steps).length
  if (size > whole.room) return refused('subflow.too-many')
  whole.room -= size
  return { ok: true, subflow }
}

/** What an output inside gives, as the step around gives it on. */
function portOf(whole: Compilation, exit: StepId, index: number): CompiledPort {
  const { hash, table, schema } = whole.steps[exit] ?? nothingCompiled
  const lineage = (schema ?? []).map(
    ({ name }) => [name, [{ input: index, column: name }]] as const,
  )
  return { hash, table, sql: null, schema, lineage: Object.fromEntries(lineage) }
}

function problemsInside(
  broken: readonly StepId[],
  exits: readonly CompiledStep[],
): readonly Problem[] {
  if (broken.length === 0) return []
  const isStopped = exits.some(
    ({ problems, blockedBy }) => blockedBy !== null || hasErrors(problems),
  )
  const say = isStopped ? problem : warning
  const code = broken.length === 1 ? 'subflow.one-broken' : 'subflow.several-broken'
  return [say(code, { n: broken.length })]
}

/** What a step that uses a subflow comes to: the results of the outputs inside, and that something inside is broken. */
export function summaryOf(
  whole: Compilation,
  id: StepId,
  subflow: Subflow,
  broken: readonly StepId[],
): CompiledStep {
  const { outputs } = subflowPorts(subflow)
  const exits = outputs.map((output) => innerStep(id, output.id))
  const ports = exits.map((exit, index) => portOf(whole, exit, index))
  const [first] = ports
  const told = exits.flatMap((exit) => whole.steps[exit] ?? [])
  const missing = outputs.length === 0 ? [problem('subflow.no-output')] : []
  return {
    ...nothingCompiled,
    ...first,
    inputs: ports.flatMap(({ table }) => table ?? []),
    inputSteps: exits,
    inputPorts: exits.map(() => 'main' as const),
    problems: [...missing, ...problemsInside(broken, told)],
    asides: Object.fromEntries(
      outputs.flatMap(({ id: port }, index) => {
        const one = ports[index]
        return one ? [[port, one] as const] : []
      }),
    ),
  }
}
