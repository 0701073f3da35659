import { accept, refuse, type Outcome } from '@weft/kernel'
import { nothingCompiled, type CompiledPipeline } from '@weft/pipeline-sql'
import type { ResultTable } from '@weft/query-engine'
import { expect, test } from 'vitest'
import { askExpression, askProbe, askValues } from './ask-step.ts'

const schema = [{ name: 'carrier', type: 'VARCHAR' }]
const compiled: CompiledPipeline = {
  steps: {
    st_a: { ...nothingCompiled, table: 'w_a', schema },
    st_b: { ...nothingCompiled, inputs: ['w_a'], probes: { failing: 'SELECT 3' } },
  },
  order: ['st_a', 'st_b'],
  tables: [{ step: 'st_a', port: 'main', table: 'w_a', sql: 'SELECT 1', inputs: [], reach: 'all' }],
  outputs: [],
  undescribed: [],
}

function openEngine(cells: readonly (readonly (string | bigint | null)[])[], isFull = false) {
  const asked: string[] = []
  const table: ResultTable = {
    schema,
    rows: cells.length,
    cell: (row, column) => cells[row]?.[column] ?? null,
  }
  return {
    asked,
    materialise: (_recipes: unknown, target: string) => {
      asked.push(target)
      return Promise.resolve(
        isFull ? refuse('engine.out-of-memory', {}) : accept({ rows: 1, tookMs: 1 }),
      )
    },
    query: (sql: string): Promise<Outcome<ResultTable>> => {
      asked.push(sql)
      return Promise.resolve(accept(table))
    },
  }
}
const signal = new AbortController().signal

test('the tables a probe is over are made before it is asked', async () => {
  const engine = openEngine([[3n]])
  const answer = await askProbe(engine, compiled, { step: 'st_b', probe: 'failing', signal })
  expect(answer).toEqual(accept([['3']]))
  expect(engine.asked).toEqual(['w_a', 'SELECT 3'])
})

test('a probe is not asked where a table it needs cannot be made, or the step has none', async () => {
  const engine = openEngine([], true)
  const answer = await askProbe(engine, compiled, { step: 'st_b', probe: 'failing', signal })
  expect(answer).toMatchObject({ ok: false, failure: { code: 'engine.out-of-memory' } })
  expect(engine.asked).toEqual(['w_a'])
  const none = await askProbe(engine, compiled, { step: 'st_a', probe: 'failing', signal })
  expect(none.ok).toBe(false)
})

test('the values of a column come as text, and a column that is not there is refused', async () => {
  const engine = openEngine([['AA'], ['B6']])
  const wanted = { step: 'st_a', port: 'main', most: 201 } as const
  const values = await askValues(engine, compiled, { ...wanted, column: 'carrier' })
  expect(values).toEqual(accept(['AA', 'B6']))
  expect(engine.asked[1]).toContain('LIMIT 201')
  const gone = await askValues(engine, compiled, { ...wanted, column: 'gone' })
  expect(gone.ok).toBe(false)
})

test('an expression is asked over the first rows, and a faulty one not at all', async () => {
  const engine = openEngine([['AA!']])
  const wanted = { field: 'f', step: 'st_a', port: 'main', most: 3, signal } as const
  const asked = { ...wanted, parameters: new Map(), expression: "carrier || '!'" }
  expect(await askExpression(engine, compiled, asked)).toEqual(accept(['AA!']))
  expect(engine.asked[1]).toContain('LIMIT 3')
  const faulty = await askExpression(engine, compiled, { ...asked, expression: 'nowhere + 1' })
  expect(faulty.ok).toBe(false)
  expect(engine.asked).toHaveLength(2)
})
