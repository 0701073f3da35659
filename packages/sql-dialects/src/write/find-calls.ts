import type { Call, Value } from '../parse/sql-tree.ts'

const figures = new Set(
  'count sum avg min max median quantile_cont first last any_value arg_max arg_min max_by min_by mode string_agg group_concat listagg list array_agg stddev stddev_samp stddev_pop variance var_samp var_pop bool_and bool_or corr count_if grouping_id'.split(
    ' ',
  ),
)

function isNode(value: unknown): value is { readonly kind?: unknown } {
  return typeof value === 'object' && value !== null
}

/** Every call inside a value, but not those of queries inside it. */
function callsIn(value: unknown): readonly Call[] {
  if (!isNode(value)) return []
  if (value.kind === 'query') return []
  const inside = Object.values(value).flatMap(callsIn)
  return value.kind === 'call' ? [value as Call, ...inside] : inside
}

/** Whether a value is worked out over several rows. */
export function hasFigure(value: Value): boolean {
  return callsIn(value).some(({ name, over }) => over === null && figures.has(name))
}

/** The calls that make a row of each entry of a list. */
export function unnestedIn(values: readonly Value[]): readonly Call[] {
  return values
    .flatMap(callsIn)
    .filter(({ name }) => name === 'unnest' || name === 'generate_subscripts')
}
