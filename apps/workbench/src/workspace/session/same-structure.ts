import type { Pipeline } from '@weft/pipeline-model'

/** Whether two pictures of a pipeline differ at most in where its steps lie: the parts of a picture that are equal are the same objects. */
export function isSameStructure(before: Pipeline, after: Pipeline): boolean {
  return (['id', 'title', 'steps', 'edges', 'subflows', 'order'] as const).every(
    (part) => before[part] === after[part],
  )
}
