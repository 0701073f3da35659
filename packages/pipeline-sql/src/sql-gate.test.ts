import { describe, expect, test } from 'vitest'
import { checkSql } from './sql-gate.ts'

describe('the gate of SQL steps', () => {
  test.each([
    'SELECT * FROM input_1',
    'WITH a AS (SELECT 1) SELECT * FROM a -- end',
    'FROM input_1 SELECT count(*)',
    'VALUES (1), (2)',
    'SELECT \';\' AS "x;y", $$;$$ AS z /* ; /* nested ; */ */ FROM input_1',
    "SELECT replace(a, 'copy', 'glob(') FROM input_1",
  ])('lets %s through', (sql) => {
    expect(checkSql(sql)).toEqual([])
  })

  test.each([
    ['', 'sql.empty'],
    ['-- nothing', 'sql.empty'],
    ['DROP TABLE x', 'sql.not-a-select'],
    ['PRAGMA version', 'sql.not-a-select'],
    ['SELECT 1; DROP TABLE x', 'sql.several-statements'],
    ['SELECT 1;', 'sql.several-statements'],
    ['SELECT 1) UNION SELECT * FROM (SELECT 2', 'sql.bracket-unopened'],
    ['SELECT (1', 'sql.unclosed'],
    ["SELECT 'x", 'sql.unclosed'],
    ['SELECT 1 /* open', 'sql.unclosed'],
    ["SELECT * FROM read_csv('/etc/passwd')", 'sql.word-forbidden'],
    ['SELECT * FROM "read_text" (\'/etc/passwd\')', 'sql.word-forbidden'],
    ["SELECT * FROM READ_PARQUET/**/('x')", 'sql.word-forbidden'],
    ["SELECT * FROM glob('*')", 'sql.word-forbidden'],
    ["SELECT * FROM query('DROP TABLE x')", 'sql.word-forbidden'],
    ["SELECT * FROM '/etc/passwd'", 'sql.file-forbidden'],
    ['SELECT * FROM duckdb_tables()', 'sql.word-forbidden'],
    ['SELECT * FROM information_schema.tables', 'sql.word-forbidden'],
    ['SELECT random()', 'sql.not-repeatable'],
    ['SELECT current_date', 'sql.not-repeatable'],
    ["SELECT e'\\'' ; DROP TABLE x --'", 'sql.several-statements'],
  ])('refuses %s as %s', (sql, code) => {
    expect(checkSql(sql).map((entry) => entry.code)).toEqual([code])
  })
})
