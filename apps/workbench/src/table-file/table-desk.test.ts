import { expect, test } from 'vitest'
import { openTableDesk } from './table-desk.ts'

const bytes = new TextEncoder().encode('city;beds\nA;1\nB;2\nC;about 3\nD;4\nE;5\nF;6\n')
const desk = () => openTableDesk(() => undefined)

test('[TABLE-8] a cell that does not fit is shown where it stands and listed, until the type is fixed', async () => {
  const open = desk()
  const read = await open.read({ name: 'a.csv', bytes }, {})
  if (!read.ok) throw new Error(read.failure.code)
  expect(read.value.choices.map(({ type }) => type)).toEqual(['VARCHAR', 'BIGINT'])
  expect(read.value.unfit).toEqual(['4 1'])
  expect(read.value.first[2]).toEqual({ number: 4, cells: ['C', 'about 3'] })
  expect(read.value.problemsByColumn).toEqual([0, 1])
  const text = read.value.choices.map((choice) => ({ ...choice, type: 'VARCHAR' }))
  const fixed = await open.type(text)
  expect(fixed).toMatchObject({ value: { problemCount: 0, unfit: [] } })
})

test('a skipped column is not taken, and a table without columns is refused', async () => {
  const open = desk()
  const read = await open.read({ name: 'a.csv', bytes }, {})
  if (!read.ok) throw new Error(read.failure.code)
  const [city, beds] = read.value.choices
  if (!city || !beds) throw new Error('Two columns were given')
  const one = await open.finish([
    { ...city, name: 'Town' },
    { ...beds, skipped: true },
  ])
  expect(one).toMatchObject({ ok: true, value: { rows: 6 } })
  const none = await open.finish(read.value.choices.map((choice) => ({ ...choice, skipped: true })))
  expect(none).toMatchObject({ failure: { code: 'table-file.no-columns' } })
})

test('the same file is read again in another way, and a damaged one leaves nothing behind', async () => {
  const open = desk()
  await open.read({ name: 'a.csv', bytes }, {})
  const again = await open.read(null, { delimiter: ',' })
  expect(again).toMatchObject({ value: { fileNames: ['city;beds'] } })
  const broken = await open.read({ name: 'a.parquet', bytes }, {})
  expect(broken).toMatchObject({ failure: { code: 'table-file.broken' } })
  expect(await open.finish([])).toMatchObject({ ok: false })
})
