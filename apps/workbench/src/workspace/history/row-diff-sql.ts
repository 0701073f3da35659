import type { Column, Schema } from '@weft/pipeline-model'
import { quoteName } from '@weft/pipeline-sql'

/** The tables of an output before and after, and the columns both have with the same type. */
export interface ComparedTables {
  readonly before: string
  readonly after: string
  readonly columns: Schema
}

const mostPairs = 5

const isInexact = (type: string): boolean => /^(DOUBLE|FLOAT|REAL|DECIMAL)/i.test(type)
const isNested = (type: string): boolean => /[[(]|^(STRUCT|MAP|BLOB|JSON)/i.test(type)
const isWhole = (type: string): boolean => /INT/i.test(type)

/** Sets of columns that could tell rows apart: single ones first, words and days before numbers, then pairs. */
export function keyCandidates(columns: Schema): readonly (readonly Column[])[] {
  const usable = columns.filter(({ type }) => !isInexact(type) && !isNested(type))
  const sorted = usable.toSorted((a, b) => Number(isWhole(a.type)) - Number(isWhole(b.type)))
  const few = sorted.slice(0, mostPairs)
  const pairs = few.flatMap((a, at) => few.slice(at + 1).map((b) => [a, b] as const))
  return [...sorted.map((one) => [one] as const), ...pairs]
}

/** One row: how many rows a table has, and how many different values each candidate has in it. */
export function uniqueSql(table: string, candidates: readonly (readonly Column[])[]): string {
  const counts = candidates.map((key, at) => {
    const names = key.map(({ name }) => quoteName(name))
    const value = names.length === 1 ? names[0] : `row(${names.join(', ')})`
    return `count(DISTINCT ${value ?? 'NULL'}) AS ${quoteName(`c${at}`)}`
  })
  return `SELECT ${['count(*) AS n', ...counts].join(', ')} FROM ${quoteName(table)}`
}

/** Rows that differ, matched by key columns: how, then each column before and after. */
export function keyedSql({ before, after, columns }: ComparedTables, keys: Schema): string {
  const here = 'true AS weft_here'
  const same = (name: string) => `o.${quoteName(name)} IS NOT DISTINCT FROM n.${quoteName(name)}`
  const differs = columns.map(({ name }) => `NOT (${same(name)})`)
  const cells = columns.flatMap(({ name }, at) => [
    `o.${quoteName(name)} AS ${quoteName(`o${at}`)}`,
    `n.${quoteName(name)} AS ${quoteName(`n${at}`)}`,
  ])
  const how = `CASE WHEN o.weft_here IS NULL THEN 'added' WHEN n.weft_here IS NULL THEN 'removed' ELSE 'changed' END AS how`
  return [
    `SELECT ${[how, ...cells].join(', ')}`,
    `FROM (SELECT *, ${here} FROM ${quoteName(before)}) o`,
    `FULL JOIN (SELECT *, ${here} FROM ${quoteName(after)}) n`,
    `ON ${keys.map(({ name }) => same(name)).join(' AND ')}`,
    `WHERE ${['o.weft_here IS NULL', 'n.weft_here IS NULL', ...differs].join(' OR ')}`,
  ].join(' ')
}

/** Whole rows that are only in one of the tables, as often as they are; in the shape of `keyedSql`. */
export function wholeSql({ before, after, columns }: ComparedTables): string {
  const names = columns.map(({ name }) => quoteName(name)).join(', ')
  const only = (a: string, b: string) =>
    `(SELECT ${names} FROM ${quoteName(a)} EXCEPT ALL SELECT ${names} FROM ${quoteName(b)})`
  const side = (how: 'added' | 'removed') =>
    columns.flatMap(({ name }, at) => {
      const cell = quoteName(name)
      return how === 'removed'
        ? [`${cell} AS ${quoteName(`o${at}`)}`, `NULL AS ${quoteName(`n${at}`)}`]
        : [`NULL AS ${quoteName(`o${at}`)}`, `${cell} AS ${quoteName(`n${at}`)}`]
    })
  return [
    `SELECT ${[`'removed' AS how`, ...side('removed')].join(', ')} FROM ${only(before, after)}`,
    `UNION ALL SELECT ${[`'added' AS how`, ...side('added')].join(', ')} FROM ${only(after, before)}`,
  ].join(' ')
}
