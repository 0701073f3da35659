import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPipeline, parsePipelineText } from './format-pipeline.ts'
import { anyPipeline } from './testing.ts'

describe('the text form of a pipeline', () => {
  test('gives the same pipeline when it is read, and the same bytes when that is written', () => {
    fc.assert(
      fc.property(anyPipeline, (pipeline) => {
        const text = formatPipeline(pipeline)
        const read = parsePipelineText(text)
        if (!read.ok) throw new Error(JSON.stringify(read.failure))
        expect(formatPipeline(read.value)).toBe(text)
        expect(read.value.steps).toEqual(pipeline.steps)
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  test('does not depend on the order in which things were made, and a move changes only positions', () => {
    fc.assert(
      fc.property(anyPipeline, (pipeline) => {
        const turned = {
          ...pipeline,
          steps: Object.fromEntries(Object.entries(pipeline.steps).toReversed()),
          edges: pipeline.edges.toReversed(),
        }
        expect(formatPipeline(turned)).toBe(formatPipeline(pipeline))
        const moved = { ...pipeline, positions: { st_0000000000: { x: 7, y: 7 } } }
        const before = (text: string) => text.slice(0, text.indexOf('"positions"'))
        expect(before(formatPipeline(moved))).toBe(before(formatPipeline(pipeline)))
      }),
      { seed: 4, numRuns: 50 },
    )
  })

  test.each([
    ['no JSON', '{'],
    ['another format', '{"format":"weft-pipeline/2"}'],
    ['nothing but a format', '{"format":"weft-pipeline/1"}'],
    [
      'a step twice',
      '{"format":"weft-pipeline/1","id":"pl_0000000000","title":{},"edges":[],"steps":[{"id":"st_0000000001"},{"id":"st_0000000001"}]}',
    ],
  ])('%s is refused with a reason', (_, text) => {
    const read = parsePipelineText(text)
    expect(read.ok ? 'read' : read.failure.code).toBe('pipeline.unreadable')
  })
})
