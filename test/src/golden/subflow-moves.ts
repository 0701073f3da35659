import {
  extractSubflow,
  unfoldSubflow,
  usedSubflows,
  type Pipeline,
  type Step,
  type StepId,
  type StepOf,
} from '@weft/pipeline-model'
import { seeded } from './random-pipeline.ts'

/** Puts steps into a subflow, as the editor does. */
export function extracted(
  pipeline: Pipeline,
  chosen: readonly StepId[],
  seed: number,
): Pipeline | null {
  const made = extractSubflow(pipeline, chosen, { title: { en: 'Part' }, random: seeded(seed) })
  if (!made.ok) return null
  const { subflow, step, taken, edges, position } = made.value
  const gone = new Set<string>(taken)
  const kept = Object.entries(pipeline.steps).filter(([id]) => !gone.has(id))
  const steps = { ...(Object.fromEntries(kept) as Pipeline['steps']), [step.id]: step as Step }
  const all = { ...pipeline.subflows, [subflow.id]: subflow }
  return {
    ...pipeline,
    steps,
    edges: [...pipeline.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)), ...edges],
    positions: { ...pipeline.positions, [step.id]: position },
    subflows: usedSubflows({ steps }, all),
  }
}

/** Puts the steps of a subflow back, as the editor does. */
export function unfolded(pipeline: Pipeline, id: StepId, seed: number): Pipeline {
  const made = unfoldSubflow(pipeline, id, seeded(seed))
  if (!made) throw new Error('There is nothing to unfold.')
  const kept = Object.entries(pipeline.steps).filter(([one]) => one !== id)
  const steps: Pipeline['steps'] = {
    ...(Object.fromEntries(kept) as Pipeline['steps']),
    ...Object.fromEntries(made.steps.map((step) => [step.id, step])),
  }
  const edges = pipeline.edges.filter(({ from, to }) => from !== id && to !== id)
  const subflows = usedSubflows({ steps }, pipeline.subflows ?? {})
  return { ...pipeline, steps, edges: [...edges, ...made.edges], subflows }
}

/** The first step of a pipeline that uses a subflow. */
export const subflowStep = (pipeline: Pipeline): StepOf<'subflow'> => {
  const found = Object.values<Step>(pipeline.steps).find(({ kind }) => kind === 'subflow')
  if (found?.kind !== 'subflow') throw new Error('The pipeline has no subflow.')
  return found
}

/** Puts subflows where chance says, also inside one another. */
export function withSubflows(pipeline: Pipeline, seed: number): Pipeline {
  const random = seeded(seed * 31)
  let current = pipeline
  for (let round = 0; round < 3; round++) {
    const ids = Object.values<Step>(current.steps)
      .filter(({ kind }) => kind !== 'dataset')
      .map(({ id }) => id)
      .filter(() => random() < 0.5)
    current = extracted(current, ids, seed * 10 + round) ?? current
  }
  return current
}
