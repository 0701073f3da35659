import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  chooseColumns,
  readingPace,
  readTableFile,
  tableLimits,
  typeTable,
  writeArrow,
} from '@weft/table-files'
import { openNativeEngine, openWasmEngine } from '../../support/open-engines.ts'
import type { BenchCase } from '../measure.ts'

const table = `CREATE TABLE t AS SELECT range AS id, hash(range) % 1000 AS k, (hash(range * 7) % 100000) / 100 AS v FROM range(3000000)`
const question = 'SELECT k, count(*), sum(v), max(id) FROM t WHERE v > 10 GROUP BY k'

const require = createRequire(import.meta.url)
// The package lets only its script be imported; its files lie beside it.
const flightsFile = join(dirname(require.resolve('vega-datasets')), '../data/flights-3m.parquet')
const flightsQuestion =
  'SELECT origin, count(*), avg(delay), max(distance) FROM flights WHERE distance > 300 GROUP BY origin'

/** Three million flights, read as the product reads a file people bring. */
async function readFlights(): Promise<Uint8Array> {
  const pace = readingPace(undefined, () => undefined)
  // Larger than what the product lets people bring: the engine is measured here, not the limit.
  const limits = { ...tableLimits, rows: 4_000_000, cells: 100_000_000, unpackedBytes: 2 ** 31 }
  const bytes = new Uint8Array(await readFile(flightsFile))
  const raw = await readTableFile({ name: flightsFile, bytes }, {}, { limits })
  if (!raw.ok) throw new Error(raw.failure.code)
  const typed = await typeTable(raw.value, await chooseColumns(raw.value, pace), pace)
  if (!typed.ok) throw new Error(typed.failure.code)
  return writeArrow(typed.value)
}

async function openFlights() {
  const [wasm, native] = await Promise.all([openWasmEngine(), openNativeEngine(false)])
  wasm.insert?.('flights', await readFlights())
  await native.run(`CREATE TABLE flights AS SELECT * FROM read_parquet('${flightsFile}')`)
  const figures =
    'SELECT count(*), count(DISTINCT origin), sum(distance)::BIGINT, max(date) FROM flights'
  const [ours, theirs] = [await wasm.rows(figures, true), await native.rows(figures, true)]
  if (JSON.stringify(ours) !== JSON.stringify(theirs))
    throw new Error(`The engines hold different flights: ${JSON.stringify([ours, theirs])}`)
  return { wasm, native }
}

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
  {
    name: 'engine: 3,000,000 flights of a Parquet file, grouped by airport in WebAssembly',
    compares: 'WebAssembly / native, one thread',
    goal: 4,
    rounds: 7,
    prepare: async () => {
      const { wasm, native } = await openFlights()
      return {
        subject: () => wasm.run(flightsQuestion),
        baseline: () => native.run(flightsQuestion),
        dispose: () => {
          wasm.dispose()
          native.dispose()
        },
      }
    },
  },
]
