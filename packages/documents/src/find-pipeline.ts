import type { Pipeline, PipelineId, StepId, Subflow } from '@weft/pipeline-model'
import type { WorkspacePicture } from './read-picture.ts'

/** Every pipeline and subflow of a picture, each knowing all subflows. */
export function everyPipeline({ pipelines, subflows }: WorkspacePicture): readonly Pipeline[] {
  return [...pipelines, ...Object.values<Subflow>(subflows)].map((one) => ({ ...one, subflows }))
}

/** The pipeline or subflow with an id. */
export function pipelineCalled(picture: WorkspacePicture, id: PipelineId): Pipeline | undefined {
  return everyPipeline(picture).find((one) => one.id === id)
}

/** The pipeline or subflow a step stands in. */
export function pipelineAround(picture: WorkspacePicture, step: StepId): Pipeline | undefined {
  return everyPipeline(picture).find(({ steps }) => Object.hasOwn(steps, step))
}
