import { foldName, freeName, type Pipeline, type Step } from '@weft/pipeline-model'

/** A name for a new output that no output of the pipeline has yet. */
export function nextOutputName(pipeline: Pipeline, wanted = 'result'): string {
  const taken = Object.values<Step>(pipeline.steps).flatMap((step) =>
    step.kind === 'output' ? [foldName(step.settings.name)] : [],
  )
  return freeName(wanted, new Set(taken))
}
