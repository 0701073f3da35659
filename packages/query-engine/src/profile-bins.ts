import type { TypeFamily } from './type-family.ts'

/** How many bars a histogram has at most, and how many frequent values are told. */
const mostBars = 24
const topValues = 8
/** Longer texts are no value anybody picks from a bar. */
const longestValue = 2_000

const secondsAMonth = 2_629_800
const minute = 60
const hour = 60 * minute
const day = 24 * hour
/** The widths a bar of time may have, the narrowest first. */
const widths: readonly { readonly seconds: number; readonly sql: string }[] = [
  ...[1, 5, 15].map((n) => ({ seconds: n, sql: `INTERVAL ${n} SECOND` })),
  ...[1, 5, 15].map((n) => ({ seconds: n * minute, sql: `INTERVAL ${n} MINUTE` })),
  ...[1, 3, 6, 12].map((n) => ({ seconds: n * hour, sql: `INTERVAL ${n} HOUR` })),
  ...[1, 7].map((n) => ({ seconds: n * day, sql: `INTERVAL ${n} DAY` })),
  ...[1, 3, 6, 12, 60, 120, 600, 1_200].map((n) => ({
    seconds: n * secondsAMonth,
    sql: `INTERVAL ${n} MONTH`,
  })),
]

/** Numbers in bars whose ends are round: a power of ten, or two or five of them. */
function numberBins(table: string, column: string, isWhole: boolean): string {
  const narrowest = isWhole ? 'greatest(1, step)' : 'step'
  return `points AS (SELECT point FROM (SELECT ${column}::DOUBLE AS point FROM ${table}) WHERE isfinite(point)),
ends AS (SELECT min(point) AS low, max(point) AS high, max(point) / ${mostBars} - min(point) / ${mostBars} AS wish FROM points),
tens AS (SELECT low, high, wish, CASE WHEN wish > 0 THEN pow(10, floor(log10(wish))) END AS ten FROM ends),
steps AS (SELECT low, high, CASE WHEN wish <= ten THEN ten WHEN wish <= 2 * ten THEN 2 * ten WHEN wish <= 5 * ten THEN 5 * ten ELSE 10 * ten END AS step FROM tens),
width AS (SELECT CASE WHEN low = high THEN NULL ELSE ${narrowest} END AS step FROM steps),
bars AS (
  SELECT CASE WHEN step IS NULL THEN point ELSE floor(round(point / step, 9)) END AS place, step, count(*) AS n
  FROM points, width GROUP BY place, step
)
SELECT 'bar' AS part, NULL::VARCHAR AS first, NULL::VARCHAR AS last, n AS a, NULL::BIGINT AS b, place, step FROM bars`
}

/** Times in bars of whole seconds, hours, days, months or years. */
function timeBins(table: string, column: string, isDate: boolean): string {
  const fitting = widths.filter(({ seconds }) => !isDate || seconds >= day)
  const cases = fitting.map(
    ({ seconds, sql }) => `WHEN span < ${(mostBars - 1) * seconds} THEN ${sql}`,
  )
  const ended = isDate ? '(start + width)::DATE - 1' : 'start + width'
  const text = isDate ? '::DATE::VARCHAR' : '::VARCHAR'
  return `points AS (SELECT ${column}::TIMESTAMP AS point FROM ${table} WHERE isfinite(${column})),
spans AS (SELECT epoch(max(point)) - epoch(min(point)) AS span FROM points),
width AS (SELECT CASE ${cases.join(' ')} ELSE INTERVAL 12000 MONTH END AS width FROM spans),
bars AS (SELECT time_bucket(width, point) AS start, width, count(*) AS n FROM points, width GROUP BY start, width)
SELECT 'bar' AS part, start${text} AS first, (${ended})::VARCHAR AS last, n AS a, NULL::BIGINT AS b, epoch(start) AS place, NULL::DOUBLE AS step FROM bars`
}

/** The most frequent values; the empty text counts among the empty cells. */
function topValueBars(table: string, column: string): string {
  return `bars AS (
  SELECT ${column}::VARCHAR AS value, count(*) AS n FROM ${table}
  WHERE ${column} IS NOT NULL AND ${column}::VARCHAR <> '' AND length(${column}::VARCHAR) <= ${longestValue}
  GROUP BY value ORDER BY n DESC, value LIMIT ${topValues}
)
SELECT 'bar' AS part, value AS first, NULL::VARCHAR AS last, n AS a, NULL::BIGINT AS b, NULL::DOUBLE AS place, NULL::DOUBLE AS step FROM bars`
}

/** SQL of the bars of a column: parts, texts, counts, and where each stands. */
export function barsSql(table: string, column: string, family: TypeFamily): string {
  if (family === 'integer' || family === 'number')
    return numberBins(table, column, family === 'integer')
  if (family === 'date' || family === 'timestamp') return timeBins(table, column, family === 'date')
  return topValueBars(table, column)
}

/** The end of a bar of numbers: so many steps from zero, written with as many digits as the step has. */
export function binEnd(steps: number, step: number): string {
  if (step >= 1) return String(steps * step)
  const digits = Math.min(100, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
  return String(Number((steps * step).toFixed(digits)))
}
