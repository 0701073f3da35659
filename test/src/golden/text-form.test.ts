import {
  formatPipeline,
  parsePipelineText,
  stepKinds,
  type Pipeline,
  type Step,
} from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { hostileTexts } from '../injection/hostile-texts.ts'
import { randomlySet } from './random-settings.ts'
import { withSubflows } from './subflow-moves.ts'

const seeds = Array.from({ length: 300 }, (_, at) => at + 1)

/** A graph of any kinds of steps, some of them inside subflows. */
function anyGraph(seed: number): Pipeline {
  const draft = randomlySet(seed)
  draft.add('output', { name: hostileTexts[seed % hostileTexts.length] ?? '' })
  draft.add('chart', {})
  draft.add('note', {})
  draft.add('frame', {})
  return withSubflows(draft.picture(), seed)
}

const levelsOf = (pipeline: Pipeline) => [pipeline, ...Object.values(pipeline.subflows ?? {})]

function readAgain(text: string, seed: number): Pipeline {
  const read = parsePipelineText(text)
  if (read.ok) return read.value
  throw new Error(`seed ${String(seed)}: ${JSON.stringify(read.failure)}`)
}

test.each(seeds)(
  'the text form is read as the same and written as the same bytes, seed %i',
  (seed) => {
    const pipeline = anyGraph(seed)
    const text = formatPipeline(pipeline)
    const again = readAgain(text, seed)
    expect(formatPipeline(again)).toBe(text)
    expect(levelsOf(again).length).toBe(levelsOf(pipeline).length)
    for (const { id, steps, edges } of levelsOf(pipeline)) {
      const level = levelsOf(again).find((one) => one.id === id)
      expect(level?.steps).toEqual(steps)
      expect(new Set(level?.edges)).toEqual(new Set(edges))
    }
  },
)

test('among the graphs are all kinds of steps, and many with subflows', () => {
  const graphs = seeds.map(anyGraph)
  const seen = new Set(
    graphs.flatMap((graph) =>
      levelsOf(graph).flatMap(({ steps }) => Object.values<Step>(steps).map(({ kind }) => kind)),
    ),
  )
  expect(stepKinds.filter((kind) => !seen.has(kind))).toEqual([])
  expect(graphs.filter((graph) => levelsOf(graph).length > 1).length).toBeGreaterThan(100)
})
