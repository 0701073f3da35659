import type { Schema } from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import type { StepInput } from '../steps/step-draft.ts'
import { traceSql } from './trace-sql.ts'

const columns = (...names: readonly string[]): Schema =>
  names.map((name) => ({ name, type: 'BIGINT' }))
const input = (index: number, ...names: readonly string[]): StepInput => {
  return { table: `w_${index}`, schema: columns(...names), ordered: true, index }
}
const inputs = [input(0, 'id', 'a', 'b', 'Say "x"'), input(1, 'id', 'v', 'w')]

/** The origins of every column as `1.a`, the number of the input and its column. */
function traced(sql: string, names: string): readonly string[] | null {
  const found = traceSql(sql, inputs, columns(...names.split(' ')))
  return (
    found?.map((origins) =>
      origins
        .map((origin) => `${origin.input + 1}.${origin.column}`)
        .toSorted()
        .join(' '),
    ) ?? null
  )
}

const all = '1.Say "x" 1.a 1.b 1.id 2.id 2.v 2.w'

describe('the columns of a SQL step are followed to the columns they are made of', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['SELECT a, b FROM input_1', 'a b', ['1.a', '1.b']],
    ['SELECT A AS x, "B" y FROM input_1', 'x y', ['1.a', '1.b']],
    ['SELECT "Say ""x""" AS s, t.a FROM input_1 AS t', 's a', ['1.Say "x"', '1.a']],
    ['SELECT a + b * 2 AS c, count(*) AS n FROM input_1 GROUP BY ALL', 'c n', ['1.a 1.b', '']],
    ['SELECT sum(a) FILTER (WHERE b > 1) total FROM input_1', 'total', ['1.a 1.b']],
    ['SELECT a + 1 AS x, x * b AS y FROM input_1', 'x y', ['1.a', '1.a 1.b']],
    ['SELECT NOT a FROM input_1', 'z', ['1.a']],
    ['SELECT a AND b FROM input_1', 'z', ['1.a 1.b']],
    ['SELECT a IS DISTINCT FROM b AS d FROM input_1', 'd', ['1.a 1.b']],
    ['SELECT extract(year FROM a) AS y FROM input_1', 'y', ['1.a']],
    ['SELECT CASE WHEN a > 1 THEN b END FROM input_1', 'z', ['1.a 1.b']],
    ['SELECT a::INTEGER, b::DECIMAL(9,2) AS d FROM input_1', 'z d', ['1.a', '1.b']],
    ['SELECT a.field, (b).x FROM input_1', 'field x', ['1.a', '1.b']],
    ['SELECT row_number() OVER (PARTITION BY a ORDER BY b) AS r FROM input_1', 'r', ['1.a 1.b']],
    ['SELECT * FROM input_2', 'id v w', ['2.id', '2.v', '2.w']],
    ['FROM input_2', 'id v w', ['2.id', '2.v', '2.w']],
    ['SELECT * EXCLUDE (v, id) FROM input_2', 'w', ['2.w']],
    ['SELECT * EXCLUDE v, 1 AS one FROM input_2', 'id w one', ['2.id', '2.w', '']],
    ['SELECT DISTINCT ON (a) b, FROM input_1 ORDER BY a', 'b', ['1.b']],
    [
      'SELECT r.*, l.a FROM input_1 l LEFT JOIN input_2 r ON l.id = r.id AND left(l.a, 1) = r.w',
      'id v w a',
      ['2.id', '2.v', '2.w', '1.a'],
    ],
    ['SELECT l.a, v FROM input_1 l LEFT JOIN input_2 r ON l.id = r.id', 'a v', ['1.a', '2.v']],
    ['SELECT id, w FROM input_1 JOIN input_2 USING (id)', 'id w', ['1.id 2.id', '2.w']],
    ['SELECT * FROM input_2 JOIN input_2 AS o USING (id, v, w)', 'id v w', ['2.id', '2.v', '2.w']],
    ['SELECT id FROM input_1 SEMI JOIN input_2 ON input_1.id = input_2.id', 'id', ['1.id']],
    ['SELECT x.s FROM (SELECT a + b AS s FROM input_1) AS x', 's', ['1.a 1.b']],
    ['WITH t AS (SELECT a AS k, b FROM input_1) SELECT k FROM t', 'k', ['1.a']],
    ['WITH t(k, m) AS (SELECT a, b FROM input_1), u AS (FROM t) SELECT m FROM u', 'm', ['1.b']],
    ['SELECT s FROM input_1 t, (SELECT t.a + v AS s FROM input_2) q', 's', ['1.a 2.v']],
    ['SELECT a FROM input_1 UNION ALL SELECT v FROM input_2', 'a', ['1.a 2.v']],
    ['(SELECT a FROM input_1 ORDER BY b LIMIT 1) EXCEPT SELECT w FROM input_2', 'a', ['1.a 2.w']],
    ['SELECT (SELECT max(v) FROM input_2) AS m, a FROM input_1', 'm a', [all, '1.a']],
    ['SELECT t FROM input_2 t', 't', ['2.id 2.v 2.w']],
    ['SELECT list_transform([a], x -> x + b) AS l FROM input_1 -- comment, c', 'l', ['1.a 1.b']],
    ["SELECT 'a' AS x, E'\\' b' AS y /* b */ FROM input_1", 'x y', ['', '']],
  ])('%s', (sql, names, expected) => {
    expect(traced(sql, names)).toEqual(expected)
  })
})

describe('what is not followed is not guessed', () => {
  test.each<readonly [string, string]>([
    ['SELECT COLUMNS(*) + 1 FROM input_2', 'id v w'],
    ['SELECT * REPLACE (v + w AS v) FROM input_2', 'id v w'],
    ['SELECT struct_pack(*) AS s FROM input_2', 's'],
    ['SELECT count(DISTINCT *) AS s FROM input_2', 's'],
    ['SELECT #1 FROM input_2', 'id'],
    ['SELECT sum(v) OVER w2 AS s FROM input_2 WINDOW w2 AS (ORDER BY w)', 's'],
    ['SELECT * FROM input_1 NATURAL JOIN input_2', 'id a b v w'],
    ['SELECT v FROM input_2 t(k, v, m)', 'v'],
    ['SELECT n FROM range(3) AS r(n)', 'n'],
    ['SELECT s FROM (SELECT sum(v) FROM input_2) AS q(s)', 's'],
    ['SELECT "sum(v)" FROM (SELECT sum(v) FROM input_2) AS q', 'z'],
    ['FROM input_2 SELECT v', 'v'],
    ['x: SELECT v FROM input_2', 'v'],
    ['SELECT x: v + 1 FROM input_2', 'x'],
    ['SELECT v FROM input_2 UNION BY NAME SELECT a FROM input_1', 'v a'],
    ['WITH RECURSIVE t AS (SELECT v FROM input_2 UNION ALL SELECT v FROM t) SELECT v FROM t', 'v'],
    ['VALUES (1)', 'col0'],
    ['PIVOT input_2 ON v USING sum(w)', 'id x'],
    ['SELECT (TABLE input_2) AS v FROM input_1', 'v'],
    ['SELECT v FROM other', 'v'],
    ['SELECT v FROM input_2', 'renamed'],
    ['SELECT * FROM input_2', 'id v'],
    [`SELECT v FROM ${'('.repeat(200)}input_2${')'.repeat(200)}`, 'v'],
    [`SELECT v FROM input_2 WHERE v IN (${'1,'.repeat(20_000)}1)`, 'v'],
  ])('%s', (sql, names) => {
    expect(traced(sql, names)).toBeNull()
  })
})
