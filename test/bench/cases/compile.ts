import { contentHash } from '@weft/kernel'
import { compilePipeline } from '@weft/pipeline-sql'
import { goldenSources } from '../../src/golden/golden-tables.ts'
import { longPipeline } from '../../src/golden/long-pipeline.ts'
import type { BenchCase } from '../measure.ts'

/** Every edit compiles the whole pipeline; the hashes of its statements are the part that cannot be saved. */
export const cases: readonly BenchCase[] = [
  {
    name: 'compile: 200 steps with their schemas, lineage and hashes',
    compares: 'compiling a picture never seen before / hashing its statements alone',
    goal: 5,
    rounds: 41,
    prepare: () => {
      const picture = longPipeline()
      const { tables } = compilePipeline(picture, goldenSources, new Map())
      let turn = 0
      return Promise.resolve({
        subject: () => compilePipeline(structuredClone(picture), goldenSources, new Map()),
        baseline: () => {
          turn++
          return tables.map(({ sql, inputs }) => contentHash({ turn, sql, inputs }))
        },
      })
    },
  },
]
