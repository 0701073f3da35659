import { expect, test } from 'vitest'
import { diffColumns } from './diff-outputs.ts'
import { keyCandidates, keyedSql, wholeSql } from './row-diff-sql.ts'

const columns = [
  { name: 'n', type: 'BIGINT' },
  { name: 'ratio', type: 'DOUBLE' },
  { name: 'a "b"', type: 'VARCHAR' },
]

test('[HIST-17] words tell rows apart before numbers do, and inexact numbers never', () => {
  const names = keyCandidates(columns).map((key) => key.map(({ name }) => name))
  expect(names).toEqual([['a "b"'], ['n'], ['a "b"', 'n']])
})

test('[HIST-17] names of columns cannot break out of the statement', () => {
  const tables = { before: 'w_old', after: 'w_new', columns }
  for (const sql of [keyedSql(tables, columns.slice(2)), wholeSql(tables)]) {
    expect(sql).toContain('"a ""b"""')
    expect(sql.replaceAll('"a ""b"""', '')).not.toContain('a "b"')
  }
})

test('[HIST-17] columns that came, went or changed their type are told', () => {
  expect(
    diffColumns(
      [
        { name: 'a', type: 'BIGINT' },
        { name: 'b', type: 'VARCHAR' },
      ],
      [
        { name: 'a', type: 'DOUBLE' },
        { name: 'c', type: 'DATE' },
      ],
    ),
  ).toEqual([
    { name: 'a', before: 'BIGINT', after: 'DOUBLE' },
    { name: 'c', before: null, after: 'DATE' },
    { name: 'b', before: 'VARCHAR', after: null },
  ])
})
