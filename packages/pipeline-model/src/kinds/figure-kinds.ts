import {
  choice,
  column,
  expression,
  list,
  name,
  optionalColumn,
  real,
  text,
  when,
  whole,
} from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'
import { groupColumns, orderKeys } from './order-fields.ts'

/** How a figure of a group is worked out. */
export const aggregateFunctions = [
  'count',
  'count-distinct',
  'sum',
  'average',
  'median',
  'quantile',
  'min',
  'max',
  'first',
  'last',
  'stddev',
  'variance',
  'mode',
  'join-texts',
] as const

/** What a window column tells of a row among its neighbours. */
export const windowFunctions = [
  'row-number',
  'rank',
  'dense-rank',
  'percent-rank',
  'ntile',
  'lag',
  'lead',
  'first',
  'last',
  'count',
  'sum',
  'average',
  'min',
  'max',
] as const

const figures = { family: 'figures' } as const
const overFrame = ['first', 'last', 'count', 'sum', 'average', 'min', 'max'] as const
const frameSize = { least: 0, most: 1_000_000 } as const

/** Steps that work out figures over several rows. */
export const figureKinds = {
  group: defineKind({
    ...figures,
    fields: {
      by: groupColumns(),
      aggregates: list({
        function: choice(aggregateFunctions),
        /** The column; null only for `count`, which then counts rows. */
        column: optionalColumn(),
        name: name(),
        /** Only rows for which this holds are counted, or empty for all. */
        where: expression({ gives: 'condition', words: 'onlyWhere' }),
        /** Which of the rows is first or last. */
        order: optionalColumn({ words: 'orderBy', ...when('function', 'first', 'last') }),
        share: real(0.5, { least: 0, most: 1, ...when('function', 'quantile') }),
        separator: text({ initial: ', ', ...when('function', 'join-texts') }),
      }),
      /** Adds rows of subtotals over the groups. */
      totals: choice(['none', 'rollup', 'cube']),
    },
  }),
  window: defineKind({
    ...figures,
    fields: {
      by: groupColumns(),
      keys: orderKeys(),
      columns: list(
        {
          function: choice(windowFunctions),
          column: optionalColumn({
            ...when('function', 'lag', 'lead', ...overFrame),
          }),
          name: name(),
          offset: whole(1, { least: 0, most: 100_000, ...when('function', 'lag', 'lead') }),
          buckets: whole(4, { least: 1, most: 100_000, ...when('function', 'ntile') }),
          /** Which rows it is worked out over. */
          frame: choice(['all', 'running', 'rows', 'range'], when('function', ...overFrame)),
          preceding: whole(6, { ...frameSize, ...when('frame', 'rows', 'range') }),
          following: whole(0, { ...frameSize, ...when('frame', 'rows', 'range') }),
        },
        { sortable: true },
      ),
    },
  }),
  /** Values of a column become columns; which ones is kept in the step. */
  pivot: defineKind({
    ...figures,
    fields: {
      by: groupColumns(),
      names: column({ words: 'pivotNames' }),
      function: choice(['sum', 'count', 'average', 'min', 'max']),
      column: optionalColumn({ words: 'pivotValues' }),
      values: list({ value: text(), name: name() }, { sortable: true, words: 'pivotColumns' }),
    },
  }),
  /** Columns become rows. */
  unpivot: defineKind({
    ...figures,
    fields: {
      columns: list({ column: column() }, { sortable: true }),
      name: name('name', { words: 'nameColumn' }),
      value: name('value', { words: 'valueColumn' }),
      empty: choice(['leave-out', 'keep'], { words: 'emptyCells' }),
    },
  }),
  /** One row of figures for every column. */
  profile: defineKind({
    ...figures,
    fields: { columns: list({ column: column() }, { words: 'profiled' }) },
  }),
}
