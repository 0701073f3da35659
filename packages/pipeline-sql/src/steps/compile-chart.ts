import type { Column, Problem, StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { familyOf, isNumeric } from '../column-types.ts'
import { draftOf, findColumn, passColumns, type StepDraft } from './step-draft.ts'

/** How many marks of each kind a chart beside the steps has room for. */
const most = { bars: 24, points: 240, dots: 400, bins: 24 } as const

/**
 * A chart hands on the rows it gets. Its probe `marks` gives what is drawn: a label, a place along the axis, a figure,
 * and how many marks there would be if there were room for all.
 */
export function compileChart(settings: StepSettings['chart'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const x = findColumn(input.schema, settings.x, { setting: 'x' }, problems)
  const needsFigure = settings.drawing === 'scatter' || settings.y !== null
  const y = needsFigure ? findColumn(input.schema, settings.y, { setting: 'y' }, problems) : null
  const probes = x ? { marks: marksSql(settings.drawing, quoteName(input.table), x, y) } : {}
  return draftOf(problems, passColumns(input), '', input.ordered, { same: input, probes })
}

function marksSql(
  drawing: StepSettings['chart']['drawing'],
  table: string,
  x: Column,
  y: Column | null,
): string {
  const groups = groupedSql(table, x, y)
  if (drawing === 'line') return lineSql(groups, x)
  if (drawing === 'scatter' && y) return dotsSql(table, x, y)
  if (drawing === 'histogram' && isNumeric(x.type)) return binsSql(table, x)
  return (
    'SELECT CAST(x AS VARCHAR) AS label, 0::DOUBLE AS place, value, count(*) OVER () AS total ' +
    `FROM (${groups}) AS g ORDER BY value DESC NULLS LAST, x NULLS LAST LIMIT ${most.bars}`
  )
}

function groupedSql(table: string, x: Column, y: Column | null): string {
  const value = y ? `sum(CAST(${quoteName(y.name)} AS DOUBLE))` : 'CAST(count(*) AS DOUBLE)'
  return `SELECT ${quoteName(x.name)} AS x, ${value} AS value FROM ${table} GROUP BY ${quoteName(x.name)}`
}

/** Where a value stands on a number line; values that are no numbers and no moments stand in their order. */
function placeSql(value: string, type: string): string {
  if (isNumeric(type)) return `CAST(${value} AS DOUBLE)`
  const isMoment = ['date', 'timestamp'].includes(familyOf(type))
  return isMoment
    ? `CAST(epoch(CAST(${value} AS TIMESTAMP)) AS DOUBLE)`
    : `CAST(dense_rank() OVER (ORDER BY ${value}) AS DOUBLE)`
}

function lineSql(groups: string, x: Column): string {
  const parts = `SELECT x, value, ntile(${most.points}) OVER (ORDER BY x) AS part, count(*) OVER () AS total FROM (${groups}) AS g WHERE x IS NOT NULL`
  const points = `SELECT part, min(x) AS x, avg(value) AS value, any_value(total) AS total FROM (${parts}) AS p GROUP BY part`
  return `SELECT CAST(x AS VARCHAR) AS label, ${placeSql('x', x.type)} AS place, value, total FROM (${points}) AS l ORDER BY part`
}

/** The rows of a crowded scatter are chosen by their hash: the same ones each time, and from everywhere. */
function dotsSql(table: string, x: Column, y: Column): string {
  const [across, up] = [quoteName(x.name), quoteName(y.name)]
  const dots = `SELECT ${across} AS x, CAST(${up} AS DOUBLE) AS y, count(*) OVER () AS total FROM ${table} WHERE ${across} IS NOT NULL AND ${up} IS NOT NULL`
  const chosen = `SELECT * FROM (${dots}) AS d ORDER BY hash(x, y), x, y LIMIT ${most.dots}`
  return `SELECT CAST(x AS VARCHAR) AS label, ${placeSql('x', x.type)} AS place, y AS value, total FROM (${chosen}) AS c ORDER BY x, y`
}

function binsSql(table: string, x: Column): string {
  const values = `SELECT CAST(${quoteName(x.name)} AS DOUBLE) AS x FROM ${table} WHERE isfinite(CAST(${quoteName(x.name)} AS DOUBLE))`
  const edges = `SELECT x, min(x) OVER () AS low, max(x) OVER () - min(x) OVER () AS span FROM (${values}) AS v`
  const bin = `CASE WHEN span > 0 THEN least(${most.bins - 1}, floor((x - low) / span * ${most.bins})) ELSE 0 END`
  const counted = `SELECT ${bin} AS bin, any_value(low) AS low, any_value(span) AS span, CAST(count(*) AS DOUBLE) AS value FROM (${edges}) AS e GROUP BY 1`
  return (
    `SELECT CAST(low + bin * span / ${most.bins} AS VARCHAR) AS label, CAST(bin AS DOUBLE) AS place, value, ` +
    `count(*) OVER () AS total FROM (${counted}) AS b ORDER BY bin`
  )
}
