import { accept, refuse, type Outcome } from '@weft/kernel'
import type { AskOptions, ResultTable } from '@weft/query-engine'
import { expect, test } from 'vitest'
import { openProfileBoard, profileKey } from './profile-board.ts'

const schema = ['a', 'b', 'c'].map((name) => ({ name, type: 'VARCHAR' }))
const nothing: ResultTable = { schema: [], rows: 0, cell: () => null }

interface Ask {
  readonly column: string
  readonly options: AskOptions
  readonly answer: (outcome: Outcome<ResultTable>) => Promise<void>
}

function openBoard() {
  const asks: Ask[] = []
  const board = openProfileBoard({
    query: (sql, options) =>
      new Promise((resolve) => {
        const column = /count\("(\w+)"\)/.exec(sql)?.[1] ?? ''
        options.signal?.addEventListener('abort', () => {
          resolve(refuse('engine.cancelled'))
        })
        const answer = async (outcome: Outcome<ResultTable>) => {
          resolve(outcome)
          await new Promise((done) => setTimeout(done))
        }
        asks.push({ column, options, answer })
      }),
  })
  const askedFor = () => asks.map(({ column }) => column)
  return { board, asks, askedFor }
}
const soon = () => new Promise((done) => setTimeout(done))

test('[PROF-1] columns are asked for one after the other, only those in sight, and each only once', async () => {
  const { board, asks, askedFor } = openBoard()
  board.want('w_1', schema.slice(0, 2))
  expect(askedFor()).toEqual(['a'])
  await asks[0]?.answer(accept(nothing))
  expect(askedFor()).toEqual(['a', 'b'])
  await asks[1]?.answer(accept(nothing))
  board.want('w_1', schema.slice(1))
  expect(askedFor()).toEqual(['a', 'b', 'c'])
  expect(board.read().get(profileKey('w_1', 'a'))).toMatchObject({ ok: true })
})

test('[PROF-1] a column that left the sight is not waited for', async () => {
  const { board, asks, askedFor } = openBoard()
  board.want('w_1', schema)
  board.want('w_1', schema.slice(2))
  expect(asks[0]?.options.signal?.aborted).toBe(true)
  await soon()
  expect(askedFor()).toEqual(['a', 'c'])
  expect(board.read().size).toBe(0)
})

test('[PROF-1] the same table is not asked again when somebody comes back to it, unless it failed', async () => {
  const { board, asks, askedFor } = openBoard()
  board.want('w_1', schema.slice(0, 2))
  await asks[0]?.answer(accept(nothing))
  await asks[1]?.answer(refuse('engine.refused'))
  board.want('w_2', schema.slice(0, 1))
  await asks[2]?.answer(accept(nothing))
  board.want('w_1', schema.slice(0, 2))
  expect(askedFor()).toEqual(['a', 'b', 'a', 'b'])
})

test('nothing is asked after the end', async () => {
  const { board, asks, askedFor } = openBoard()
  board.want('w_1', schema)
  board.dispose()
  expect(asks[0]?.options.signal?.aborted).toBe(true)
  await soon()
  expect(askedFor()).toEqual(['a'])
})
