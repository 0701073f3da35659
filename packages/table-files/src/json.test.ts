import { expect, test } from 'vitest'
import { readTableFile } from './read-table-file.ts'
import { readTyped } from './testing/read-typed.ts'

test('rows of a JSON list may name different fields, and long numbers keep every digit', async () => {
  const text =
    '[{"id": 9007199254740993, "ok": true}, {"id": 2, "note": "x\\u0041", "in": {"a": [1.50]}}]'
  const table = await readTyped('a.json', text)
  expect(table.types).toEqual({ id: 'BIGINT', ok: 'BOOLEAN', note: 'VARCHAR', in: 'VARCHAR' })
  expect(table.values).toEqual({
    id: [9007199254740993n, 2n],
    ok: [true, null],
    note: [null, 'xA'],
    in: [null, '{"a":[1.50]}'],
  })
})

test('the one list inside a record is the table', async () => {
  const table = await readTyped('a.json', '{"count": 2, "rows": [[1, "a"], [2, "b"]]}')
  expect(table.values).toEqual({ column_1: [1n, 2n], column_2: ['a', 'b'] })
})

test.each(['a.ndjson', 'a.json'])(
  'one value a line is read whatever the name: %s',
  async (name) => {
    const table = await readTyped(name, '{"a":1}\n\n{"a":2}\n{"a":\n{"a":3}\n')
    expect(table.values).toEqual({ a: [1n, 2n, 3n] })
    expect(table.problems).toEqual([
      { code: 'line-unreadable', row: 4, column: null, text: '{"a":' },
    ])
  },
)

test.each([
  ['[{"a": 1}, {"a"', 'broken'],
  ['"just text"', 'not-rows'],
  ['[]', 'empty'],
  ['['.repeat(5_000), 'broken'],
  ['[{"__proto__": {"polluted": 1}}]', null],
])('hostile JSON is refused or harmless: %.20s', async (text, what) => {
  const read = await readTableFile({ name: 'a.json', bytes: new TextEncoder().encode(text) })
  expect(read.ok ? null : read.failure.code).toBe(what && `table-file.${what}`)
  expect('polluted' in {}).toBe(false)
})
