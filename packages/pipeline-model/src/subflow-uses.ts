import type { Pipeline, PipelineId, Step, StepId, StepOf, Subflow, Subflows } from './step.ts'

type Body = Pick<Pipeline, 'steps'>

const own = (subflows: Subflows, id: PipelineId | null): Subflow | null =>
  id !== null && Object.hasOwn(subflows, id) ? (subflows[id] ?? null) : null

/** The steps of a pipeline or subflow that use a subflow, by id. */
export function subflowSteps({ steps }: Body): readonly StepOf<'subflow'>[] {
  return Object.values<Step>(steps)
    .filter((step): step is StepOf<'subflow'> => step.kind === 'subflow')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Every subflow a pipeline uses, also those used by another one, by id. */
export function usedSubflows(pipeline: Body, all: Subflows): Subflows {
  const found = new Map<PipelineId, Subflow>()
  const queue: Body[] = [pipeline]
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const { settings } of subflowSteps(next)) {
      const used = own(all, settings.subflow)
      if (!used || found.has(used.id)) continue
      found.set(used.id, used)
      queue.push(used)
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Every step of a pipeline and of the subflows it uses, each once. */
export function everyStep({
  steps,
  subflows = {},
}: Pick<Pipeline, 'steps' | 'subflows'>): readonly Step[] {
  return [steps, ...Object.values<Subflow>(subflows).map((subflow) => subflow.steps)].flatMap(
    (one) => Object.values<Step>(one),
  )
}

/** Whether using a subflow inside another one would make it use itself. */
export function wouldRecurse(all: Subflows, inside: PipelineId, used: PipelineId): boolean {
  const subflow = own(all, used)
  return used === inside || (subflow !== null && Object.hasOwn(usedSubflows(subflow, all), inside))
}

interface Use {
  readonly step: StepId
  readonly from: PipelineId
  readonly to: PipelineId
}

function leadsTo(
  after: ReadonlyMap<PipelineId, readonly PipelineId[]>,
  start: PipelineId,
  end: PipelineId,
): boolean {
  const seen = new Set([start])
  const queue = [start]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at === end) return true
    for (const next of after.get(at) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return false
}

/** The steps that are not followed because a subflow would use itself: of each circle the last one by id, the same everywhere. */
export function recursiveSteps(subflows: Subflows): ReadonlySet<StepId> {
  const uses = Object.values<Subflow>(subflows).flatMap((subflow) =>
    subflowSteps(subflow).flatMap((step): readonly Use[] => {
      const used = own(subflows, step.settings.subflow)
      return used ? [{ step: step.id, from: subflow.id, to: used.id }] : []
    }),
  )
  const after = new Map<PipelineId, PipelineId[]>()
  const cut = new Set<StepId>()
  for (const { step, from, to } of uses.sort((a, b) => (a.step < b.step ? -1 : 1))) {
    if (leadsTo(after, to, from)) cut.add(step)
    else after.set(from, [...(after.get(from) ?? []), to])
  }
  return cut
}
