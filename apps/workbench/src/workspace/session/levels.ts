import {
  subflowOf,
  usedSubflows,
  type Pipeline,
  type PipelineId,
  type Step,
  type StepId,
  type Subflow,
  type Subflows,
} from '@weft/pipeline-model'
import { computed, shallowRef, type ComputedRef } from 'vue'

/** A step that stands in no document: it uses a subflow that is open while no step of the pipeline uses it. */
export const aloneStep: StepId = 'st_0opened000'

/** One pipeline or subflow on the way from the pipeline to what is on screen. */
export interface Level {
  /** The steps around, outermost first; empty for the pipeline itself. */
  readonly around: readonly StepId[]
  readonly pipeline: Pipeline
}

/** The way into subflows: what is open, and how to go on or back. */
export interface LevelControl {
  /** What is compiled: the pipeline, and a subflow that nothing uses while it is open. */
  readonly root: ComputedRef<Pipeline | null>
  /** From the pipeline to what is on screen; empty until the pipeline is there. */
  readonly levels: ComputedRef<readonly Level[]>
  /** Goes into the subflow of a step of the innermost level. */
  enter: (step: StepId) => void
  /** Opens a subflow from wherever it is used first. */
  openSubflow: (id: PipelineId) => void
  /** Goes back until so many levels are left. */
  leaveTo: (count: number) => void
}

function withAlone(main: Pipeline, all: Subflows, alone: PipelineId | null): Pipeline {
  if (alone === null || !Object.hasOwn(all, alone)) return main
  const step: Step = {
    id: aloneStep,
    kind: 'subflow',
    title: {},
    settings: { subflow: alone, values: [] },
  }
  const steps = { ...main.steps, [aloneStep]: step }
  return { ...main, steps, subflows: usedSubflows({ steps }, all) }
}

/** The levels from a pipeline inwards, as far as the steps on the way still use a subflow. */
export function levelsInto(
  root: Pipeline,
  main: Pipeline,
  around: readonly StepId[],
): readonly Level[] {
  const levels: Level[] = [{ around: [], pipeline: main }]
  let steps = root.steps
  for (const [index, id] of around.entries()) {
    const step = steps[id]
    const subflow = step ? subflowOf(root, step) : null
    if (!subflow) break
    levels.push({ around: around.slice(0, index + 1), pipeline: subflow })
    steps = subflow.steps
  }
  return levels
}

/** The way to the first step that uses a subflow, outermost first; null where none does. */
export function wayTo(root: Pipeline, wanted: PipelineId): readonly StepId[] | null {
  const queue: { readonly steps: Pipeline['steps']; readonly way: readonly StepId[] }[] = [
    { steps: root.steps, way: [] },
  ]
  const seen = new Set<PipelineId>()
  for (let at = queue.shift(); at; at = queue.shift()) {
    for (const step of Object.values<Step>(at.steps)) {
      const subflow = subflowOf(root, step)
      if (!subflow) continue
      const way = [...at.way, step.id]
      if (subflow.id === wanted) return way
      if (seen.has(subflow.id)) continue
      seen.add(subflow.id)
      queue.push({ steps: subflow.steps, way })
    }
  }
  return null
}

/** Opens the way into the subflows of a pipeline. */
export function useLevels(
  pipeline: ComputedRef<Pipeline | null>,
  subflows: () => Subflows,
): LevelControl {
  const around = shallowRef<readonly StepId[]>([])
  const alone = shallowRef<PipelineId | null>(null)
  const root = computed(() =>
    pipeline.value ? withAlone(pipeline.value, subflows(), alone.value) : null,
  )
  const levels = computed(() => {
    if (!pipeline.value || !root.value) return []
    // Whoever edits may choose any subflow, also one that this pipeline does not use yet.
    const all = subflows()
    return levelsInto(root.value, pipeline.value, around.value).map((level) => ({
      ...level,
      pipeline: { ...level.pipeline, subflows: all },
    }))
  })
  const go = (way: readonly StepId[], opened: PipelineId | null): void => {
    alone.value = opened
    around.value = way
  }
  return {
    root,
    levels,
    enter: (step) => {
      const inside = levels.value.at(-1)?.around ?? []
      go([...inside, step], alone.value)
    },
    openSubflow: (id) => {
      const way = pipeline.value ? wayTo(pipeline.value, id) : null
      if (way) go(way, null)
      else go([aloneStep], id)
    },
    leaveTo: (count) => {
      const way = around.value.slice(0, Math.max(0, count - 1))
      go(way, way.length > 0 ? alone.value : null)
    },
  }
}

/** A pipeline with another content for one of its subflows. */
export function withSubflow(root: Pipeline, changed: Pipeline): Pipeline {
  const { id, title, steps, edges, positions, order = [] } = changed
  const subflow: Subflow = { id, title, steps, edges, positions, order }
  return { ...root, subflows: { ...root.subflows, [subflow.id]: subflow } }
}
