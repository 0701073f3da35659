import { tableFromIPC } from '@uwdata/flechette'
import { expect, test } from 'vitest'
import { readTableFile } from './read-table-file.ts'
import { readTyped } from './testing/read-typed.ts'
import { writeArrow } from './write-arrow.ts'

const csv =
  'flag,whole,real,amount,day,at,text\ntrue,9007199254740993,1.5,-12.34,2024-02-29,1969-12-31 23:59:59.999999,城\n,,,,,,\n'

async function typed() {
  return readTyped('a.csv', csv, { types: { amount: 'DECIMAL(18,2)' }, answers: { header: true } })
}

test('a typed table written as Arrow reads back with the same types and values', async () => {
  const before = await typed()
  const after = await readTyped('a.arrow', writeArrow(before))
  expect(after.types).toEqual({
    flag: 'BOOLEAN',
    whole: 'BIGINT',
    real: 'DOUBLE',
    amount: 'DECIMAL(18,2)',
    day: 'DATE',
    at: 'TIMESTAMP',
    text: 'VARCHAR',
  })
  expect(after.values).toEqual(before.values)
})

test('the stream holds exactly the types the engine takes', async () => {
  const table = tableFromIPC(writeArrow(await typed()), { useBigInt: true })
  expect(table.getChild('whole').at(0)).toBe(9007199254740993n)
  expect(table.getChild('text').type.typeId).toBe(5)
  expect(table.numRows).toBe(2)
})

test.each([20, 200])('a stream cut short is refused, %i bytes before its end', async (missing) => {
  const bytes = writeArrow(await typed())
  const refused = await readTableFile({ name: 'a.arrow', bytes: bytes.slice(0, -missing) })
  expect(refused).toMatchObject({ failure: { code: 'table-file.broken' } })
})

test('a refusal tells in both languages what is wrong', async () => {
  const refused = await readTableFile({ name: 'a.exe', bytes: Uint8Array.of(77, 90) })
  expect(refused).toMatchObject({ failure: { code: 'table-file.unknown-format' } })
})
