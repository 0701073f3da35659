import { openNativeEngine, openWasmEngine } from '../../support/open-engines.ts'
import type { BenchCase } from '../measure.ts'

const table = `CREATE TABLE t AS SELECT range AS id, hash(range) % 1000 AS k, (hash(range * 7) % 100000) / 100 AS v FROM range(3000000)`
const question = 'SELECT k, count(*), sum(v), max(id) FROM t WHERE v > 10 GROUP BY k'

/** The browser's build beside its native twin, each on one thread. */
export const cases: readonly BenchCase[] = [
  {
    name: 'engine: grouping 3,000,000 rows in WebAssembly',
    compares: 'WebAssembly / native, one thread',
    goal: 4,
    rounds: 7,
    prepare: async () => {
      const [wasm, native] = await Promise.all([openWasmEngine(), openNativeEngine()])
      await wasm.run(table)
      await native.run(table)
      return {
        subject: () => wasm.run(question),
        baseline: () => native.run(question),
        dispose: () => {
          wasm.dispose()
          native.dispose()
        },
      }
    },
  },
]
