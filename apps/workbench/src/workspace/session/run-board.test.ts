import { accept, refuse, type Outcome } from '@weft/kernel'
import { nothingCompiled, type CompiledPipeline } from '@weft/pipeline-sql'
import type { Materialised, TableRecipe } from '@weft/query-engine'
import { expect, test } from 'vitest'
import { openRunBoard } from './run-board.ts'

/** A chain of steps, each computed from the one before; a name is its step, and with `w_` its table. One called `row…` works row by row. */
function chain(...names: string[]): CompiledPipeline {
  const ids = names.map((name) => `st_${name}` as const)
  const steps = Object.fromEntries(
    ids.map((id, index) => {
      const before = names[index - 1]
      const inputs = before ? [`w_${before}`] : []
      return [id, { ...nothingCompiled, table: `w_${names[index] ?? ''}`, sql: 'SELECT 1', inputs }]
    }),
  )
  const tables = ids.map((id, index) => {
    const name = names[index] ?? ''
    const before = names[index - 1]
    return {
      step: id,
      port: 'main' as const,
      table: `w_${name}`,
      sql: 'SELECT 1',
      inputs: before ? [`w_${before}`] : [],
      reach: name.startsWith('row') ? ('values' as const) : ('all' as const),
    }
  })
  return { steps, order: ids, tables, outputs: [], undescribed: [] }
}

function openEngine(answers: Readonly<Record<string, Outcome<Materialised>>> = {}) {
  const asked: string[] = []
  return {
    asked,
    materialise: (_recipes: readonly TableRecipe[], target: string) => {
      asked.push(target)
      return Promise.resolve(answers[target] ?? accept({ rows: 3, tookMs: 1 }))
    },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const quiet = () => undefined

test('Every step is computed once, inputs first', async () => {
  const engine = openEngine()
  const board = openRunBoard({ engine, compiled: chain('a', 'b', 'c'), onChange: quiet })
  await settled()
  expect(engine.asked).toEqual(['w_a', 'w_b', 'w_c'])
  expect(board.read().get('w_c')).toEqual({ state: 'done', rows: 3, tookMs: 1 })
})

test('A dataset that is slow to come lets the others be computed', async () => {
  const compiled = chain('a', 'b')
  const load = {
    step: 'st_slow' as const,
    port: 'main' as const,
    sql: 'SELECT 1',
    reach: 'names' as const,
  }
  const asked: (readonly [string, string])[] = []
  const engine = {
    materialise: (
      _recipes: readonly TableRecipe[],
      target: string,
      asker: { consumer: string },
    ) => {
      asked.push([target, asker.consumer])
      return target === 'w_slow'
        ? new Promise<Outcome<Materialised>>(() => undefined)
        : Promise.resolve(accept({ rows: 3, tookMs: 1 }))
    },
  }
  const tables = [{ ...load, table: 'w_slow', inputs: ['d_slow'] }, ...compiled.tables]
  const board = openRunBoard({ engine, compiled: { ...compiled, tables }, onChange: quiet })
  await settled()
  expect(asked).toEqual([
    ['w_slow', 'load:w_slow'],
    ['w_a', 'pipeline'],
    ['w_b', 'pipeline'],
  ])
  expect(board.read().get('w_slow')).toEqual({ state: 'running' })
})

test('After an edit only the tables with a new name are computed', async () => {
  const engine = openEngine()
  const board = openRunBoard({ engine, compiled: chain('a', 'b', 'c'), onChange: quiet })
  await settled()
  engine.asked.length = 0
  board.setCompiled(chain('a', 'b', 'changed'))
  await settled()
  expect(engine.asked).toEqual(['w_changed'])
})

test('A failure stays on the step that has it, and what needs that step is not asked', async () => {
  const failure = refuse('engine.statement', { message: 'no' })
  const engine = openEngine({ w_b: failure })
  const board = openRunBoard({ engine, compiled: chain('a', 'b', 'c'), onChange: quiet })
  await settled()
  expect(engine.asked).toEqual(['w_a', 'w_b'])
  expect(board.read().get('w_b')).toEqual({ state: 'failed', failure: failure.failure })
  expect(board.read().has('w_c')).toBe(false)
})

test('A failed step is asked again only when somebody retries it', async () => {
  const engine = openEngine({ w_a: refuse('engine.out-of-memory', { message: 'full' }) })
  const board = openRunBoard({ engine, compiled: chain('a'), onChange: quiet })
  await settled()
  board.setCompiled(chain('a'))
  await settled()
  expect(engine.asked).toEqual(['w_a'])
  board.retry('w_a')
  await settled()
  expect(engine.asked).toEqual(['w_a', 'w_a'])
})

test('A stopped step waits until it is asked for again', async () => {
  let answer: (outcome: Outcome<Materialised>) => void = quiet
  const engine = {
    materialise: () =>
      new Promise<Outcome<Materialised>>((resolve) => {
        answer = resolve
      }),
  }
  const board = openRunBoard({ engine, compiled: chain('a'), onChange: quiet })
  board.stop()
  answer(refuse('engine.cancelled'))
  await settled()
  expect(board.read().get('w_a')).toEqual({ state: 'stopped' })
})

test('[COMP-8] What is stored is computed first, and the rows of what is not are counted last', async () => {
  const engine = openEngine()
  openRunBoard({ engine, compiled: chain('a', 'row1', 'row2', 'b'), onChange: quiet })
  await settled()
  expect(engine.asked).toEqual(['w_a', 'w_b', 'w_row1', 'w_row2'])
})

test('A step on screen that is not stored is counted before what comes after it is computed', async () => {
  const engine = openEngine()
  const board = openRunBoard({ engine, compiled: chain('a', 'row1', 'b'), onChange: quiet })
  board.setFocus('st_row1')
  await settled()
  expect(engine.asked).toEqual(['w_a', 'w_row1', 'w_b'])
})

test('[COMP-5] A failure inside what is not stored stays on the step that is to blame, and what needs it is not asked again', async () => {
  const failure = refuse('engine.statement', { message: 'too large', table: 'w_row1' })
  const engine = openEngine({ w_b: failure })
  const board = openRunBoard({ engine, compiled: chain('a', 'row1', 'row2', 'b'), onChange: quiet })
  await settled()
  expect(engine.asked).toEqual(['w_a', 'w_b'])
  expect(board.read().get('w_row1')).toEqual({ state: 'failed', failure: failure.failure })
  expect(board.read().has('w_b')).toBe(false)
})

test('[COMP-6] What the step on screen reads is stored once all is computed, so that a change of the step works out nothing else', async () => {
  const kept: string[] = []
  const engine = {
    materialise: (
      _: unknown,
      target: string,
      { isStored = false }: { isStored?: boolean | undefined },
    ) => {
      if (isStored) kept.push(target)
      return Promise.resolve(accept({ rows: 3, tookMs: 1 }))
    },
  }
  const compiled = chain('a', 'row1', 'row2', 'b')
  const board = openRunBoard({ engine, compiled, onChange: quiet })
  await settled()
  expect(kept).toEqual([])
  board.setFocus('st_b')
  await settled()
  board.setFocus(null)
  board.setFocus('st_b')
  await settled()
  expect(kept).toEqual(['w_row2'])
})

test('[COMP-10] Stopping stops everything that waits too, what is added after it as well, and asking again goes on with all of it', async () => {
  const answers: ((outcome: Outcome<Materialised>) => void)[] = []
  const asked: string[] = []
  const engine = {
    materialise: (_: unknown, target: string) =>
      new Promise<Outcome<Materialised>>((resolve) => {
        asked.push(target)
        answers.push(resolve)
      }),
  }
  const board = openRunBoard({ engine, compiled: chain('a', 'b'), onChange: quiet })
  board.stop()
  answers[0]?.(refuse('engine.cancelled'))
  await settled()
  board.setCompiled(chain('a', 'b', 'c'))
  await settled()
  expect(['w_a', 'w_b', 'w_c'].map((table) => board.read().get(table)?.state)).toEqual(
    Array.from({ length: 3 }, () => 'stopped'),
  )
  expect(asked).toEqual(['w_a'])
  board.retry('w_c')
  expect(asked).toEqual(['w_a', 'w_a'])
  answers[1]?.(accept({ rows: 1, tookMs: 1 }))
  await settled()
  expect(asked).toEqual(['w_a', 'w_a', 'w_b'])
})
