import { subflowOf } from './subflow-ports.ts'
import type { Pipeline, Step, StepId } from './step.ts'

/** The steps that the name of a step inside a subflow goes through, from the outermost to itself; shorter where one is gone. */
export function stepsAlong({ steps, subflows = {} }: Pipeline, name: string): readonly Step[] {
  const found: Step[] = []
  let level: Pipeline['steps'] = steps
  for (const id of name.split('/') as StepId[]) {
    const step = Object.hasOwn(level, id) ? level[id] : undefined
    if (!step) return found
    found.push(step)
    level = subflowOf({ subflows }, step)?.steps ?? {}
  }
  return found
}

/** The step a compiled pipeline calls so, inside whichever subflow. */
export function stepCalled(pipeline: Pipeline, name: string): Step | undefined {
  const along = stepsAlong(pipeline, name)
  return along.length === name.split('/').length ? along.at(-1) : undefined
}
