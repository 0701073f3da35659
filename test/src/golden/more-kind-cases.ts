import type { OutputPort, StepId } from '@weft/pipeline-model'
import { items, type PipelineDraft } from './golden-pipeline.ts'
import { goldenSources } from './golden-tables.ts'

/** Builds the steps of one case over the two golden datasets, and gives the last. */
export type Build = (
  draft: PipelineDraft,
  orders: StepId,
  regions: StepId,
) => StepId | readonly [StepId, OutputPort]

const hostile = 'weight "kg"; DROP TABLE x --'
const evil = `'; DROP TABLE x; -- "`

/** One pipeline for each kind of step and way of setting it, by what it shows. */
export const moreKindCases: Readonly<Record<string, Build>> = {
  'a table by hand': (draft) =>
    draft.add('table', {
      columns: items(
        { name: hostile, type: 'VARCHAR' },
        { name: 'n', type: 'DECIMAL(9,2)' },
        { name: 'd', type: 'DATE' },
      ),
      rows: items(
        { cells: { it_0000000000: evil, it_0000000001: '-1.50', it_0000000002: '2024-02-29' } },
        { cells: { it_0000000001: '7' } },
      ),
    }),
  'a table brought as a file': (draft) =>
    draft.add('upload', {
      table: {
        digest: goldenSources['regions']?.digest ?? '',
        fileName: evil,
        rows: 4,
        columns: goldenSources['regions']?.schema ?? [],
      },
    }),
  'an empty table by hand': (draft) =>
    draft.add('table', { columns: items({ name: 'a', type: 'BIGINT' }) }),
  'months between a parameter and a date': (draft) => {
    draft.add('parameter', { name: 'start', type: 'date', value: '2024-01-01' })
    return draft.add('spine', { name: evil, unit: 'month', from: '$start', to: '2024-06-15' })
  },
  'a parameter in expressions': (draft, orders) => {
    draft.add('parameter', { name: 'limit', type: 'whole', value: '3' })
    draft.add('parameter', { name: 'word', type: 'text', value: evil })
    return draft.add(
      'compute',
      {
        columns: items(
          { name: 'over', expression: 'id > $limit' },
          { name: 'w', expression: '$word' },
        ),
      },
      orders,
    )
  },
  'a text parameter as a table': (draft) =>
    draft.add('parameter', { name: 'word', type: 'text', value: evil }),
  'a conditional column': (draft, orders) =>
    draft.add(
      'cases',
      {
        name: 'size',
        branches: items(
          { when: 'id > 4', then: "'big'" },
          { when: "region = 'north'", then: 'region' },
        ),
        otherwise: "'small'",
      },
      orders,
    ),
  'a column split at a separator': (draft, orders) =>
    draft.add(
      'split',
      {
        column: 'region',
        separator: "'",
        parts: items({ name: 'a', index: 1 }, { name: evil, index: 2 }),
        keep: false,
      },
      orders,
    ),
  'a column split by a pattern': (draft, orders) =>
    draft.add(
      'split',
      {
        column: 'region',
        how: 'pattern',
        pattern: '^(\\w)(.*)$',
        parts: items({ name: 'a', index: 1 }, { name: 'b', index: 2 }),
      },
      orders,
    ),
  'merged columns': (draft, orders) =>
    draft.add(
      'merge',
      {
        columns: items({ column: 'region' }, { column: 'day' }, { column: '金额' }),
        separator: evil,
        name: 'all',
        keep: false,
      },
      orders,
    ),
  ...Object.fromEntries(
    (['nothing', 'digits', 'punctuation', 'letters', 'accents'] as const).map(
      (remove): [string, Build] => [
        `text cleaned of ${remove}`,
        (draft, orders) =>
          draft.add(
            'clean',
            { columns: items({ column: 'region' }), remove, case: 'title', empty: true },
            orders,
          ),
      ],
    ),
  ),
  'replaced values': (draft, orders) =>
    draft.add(
      'map',
      {
        column: 'region',
        pairs: items({ from: 'north', to: '1' }, { from: '', to: '2' }),
        otherwise: 'value',
        other: '0',
        name: 'code',
      },
      orders,
    ),
  'values replaced in place': (draft, orders) =>
    draft.add('map', { column: 'id', pairs: items({ from: '1', to: evil }) }, orders),
  'missing values': (draft, orders) =>
    draft.add(
      'fill',
      {
        columns: items(
          { column: 'region', how: 'value' as const, value: evil },
          { column: '金额', how: 'mean' as const },
          { column: hostile, how: 'median' as const },
          { column: 'day', how: 'previous' as const },
          { column: 'at', how: 'next' as const },
          { column: 'id', how: 'drop' as const },
        ),
        keys: items({ column: 'id' }),
      },
      orders,
    ),
  dates: (draft, orders) =>
    draft.add(
      'dates',
      {
        columns: items(
          { column: 'day', operation: 'part' as const, unit: 'dayofweek' as const, name: 'dow' },
          { column: 'at', operation: 'truncate' as const, unit: 'quarter' as const, name: 'q' },
          {
            column: 'day',
            operation: 'difference' as const,
            unit: 'day' as const,
            other: 'at',
            name: 'apart',
          },
          {
            column: 'day',
            operation: 'shift' as const,
            unit: 'month' as const,
            amount: 1,
            name: 'later',
          },
          {
            column: 'at',
            operation: 'shift' as const,
            unit: 'hour' as const,
            amount: -30,
            name: 'earlier',
          },
          { column: 'region', operation: 'parse' as const, pattern: '%d/%m/%Y', name: 'read' },
          { column: 'at', operation: 'format' as const, pattern: '%Y-%m-%d %H:%M', name: 'said' },
        ),
      },
      orders,
    ),
  ...Object.fromEntries(
    (['width', 'equal-width', 'equal-count', 'edges'] as const).map((how): [string, Build] => [
      `bins by ${how}`,
      (draft, orders) =>
        draft.add(
          'bin',
          { column: '金额', how, width: 2.5, count: 3, edges: '0, 10.5, 100', name: 'bin' },
          orders,
        ),
    ]),
  ),
  'a filter with groups': (draft, orders) =>
    draft.add(
      'filter',
      {
        match: 'all',
        groups: [
          { id: 'it_gggggggggg', match: 'any' },
          { id: 'it_hhhhhhhhhh', match: 'all', within: 'it_gggggggggg' },
        ],
        conditions: items(
          { column: 'id', operator: 'between' as const, value: '1, 5' },
          {
            column: 'region',
            operator: 'not-one-of' as const,
            value: 'south',
            group: 'it_gggggggggg',
          },
          { column: 'region', operator: 'ends-with' as const, value: 'h', group: 'it_hhhhhhhhhh' },
          {
            column: 'big',
            operator: 'greater' as const,
            value: 'id',
            against: 'column' as const,
            group: 'it_hhhhhhhhhh',
          },
        ),
      },
      orders,
    ),
  'the rest of a filter': (draft, orders) => [
    draft.add(
      'filter',
      { conditions: items({ column: 'region', operator: 'equals' as const, value: 'north' }) },
      orders,
    ),
    'rest',
  ],
  'top rows of groups': (draft, orders) =>
    draft.add(
      'top',
      {
        by: items({ column: 'region' }),
        keys: items({ column: 'id', direction: 'descending' as const, nulls: 'first' as const }),
        count: 1,
      },
      orders,
    ),
  'the rest of top rows with ties': (draft, orders) => [
    draft.add('top', { keys: items({ column: 'region' }), count: 2, ties: 'keep' }, orders),
    'rest',
  ],
  'a sample of rows': (draft, orders) => draft.add('sample', { count: 3, seed: 7 }, orders),
  'a stratified sample': (draft, orders) =>
    draft.add('sample', { how: 'percent', percent: 50, by: items({ column: 'region' }) }, orders),
  'the rest of a sample': (draft, orders) => [
    draft.add('sample', { count: 3, seed: 7 }, orders),
    'rest',
  ],
  'rows without duplicates': (draft, orders) =>
    draft.add(
      'dedupe',
      {
        by: items({ column: 'region' }),
        keys: items({ column: 'id', direction: 'descending' as const }),
      },
      orders,
    ),
  'the duplicates themselves': (draft, orders) => [
    draft.add('dedupe', { by: items({ column: 'region' }) }, orders),
    'rest',
  ],
  'a text expanded into rows': (draft, orders) =>
    draft.add(
      'unnest',
      { column: 'region', separator: ' ', name: 'word', position: 'place' },
      orders,
    ),
  'a group with filtered figures and totals': (draft, orders) =>
    draft.add(
      'group',
      {
        by: items({ column: 'region' }, { column: 'paid' }),
        totals: 'rollup',
        aggregates: items(
          { function: 'count' as const, column: null, name: 'paid n', where: 'paid' },
          { function: 'sum' as const, column: '金额', name: 'sum', where: 'id > 1' },
          { function: 'quantile' as const, column: 'id', name: 'q', share: 0.25 },
          { function: 'first' as const, column: 'id', name: 'f', order: 'day' },
          { function: 'last' as const, column: 'id', name: 'l', order: 'day' },
          { function: 'variance' as const, column: hostile, name: 'v' },
          { function: 'mode' as const, column: 'day', name: 'm' },
          { function: 'join-texts' as const, column: 'id', name: 'j', separator: evil },
        ),
      },
      orders,
    ),
  'a cube': (draft, orders) =>
    draft.add(
      'group',
      {
        by: items({ column: 'region' }, { column: 'paid' }),
        totals: 'cube',
        aggregates: items({ function: 'count' as const, name: 'n' }),
      },
      orders,
    ),
  'window columns': (draft, orders) =>
    draft.add(
      'window',
      {
        by: items({ column: 'paid' }),
        keys: items({ column: 'day' }),
        columns: items(
          { function: 'row-number' as const, name: 'no' },
          { function: 'rank' as const, name: 'rank' },
          { function: 'dense-rank' as const, name: 'dense' },
          { function: 'percent-rank' as const, name: 'percent' },
          { function: 'ntile' as const, name: 'half', buckets: 2 },
          { function: 'lag' as const, column: 'id', name: 'before' },
          { function: 'lead' as const, column: 'region', name: 'after', offset: 2 },
          { function: 'first' as const, column: 'id', name: 'first' },
          { function: 'last' as const, column: 'id', name: 'last', frame: 'running' as const },
          { function: 'count' as const, name: 'n' },
          { function: 'sum' as const, column: '金额', name: 'running', frame: 'running' as const },
          {
            function: 'average' as const,
            column: 'id',
            name: 'moving',
            frame: 'rows' as const,
            preceding: 1,
            following: 1,
          },
          {
            function: 'max' as const,
            column: 'id',
            name: 'in month',
            frame: 'range' as const,
            preceding: 30,
          },
        ),
      },
      orders,
    ),
  'a window by a range of numbers': (draft, orders) =>
    draft.add(
      'window',
      {
        keys: items({ column: 'id' }),
        columns: items({
          function: 'min' as const,
          column: 'big',
          name: 'm',
          frame: 'range' as const,
          preceding: 2,
          following: 2,
        }),
      },
      orders,
    ),
  'a pivot': (draft, orders) =>
    draft.add(
      'pivot',
      {
        by: items({ column: 'paid' }),
        names: 'region',
        function: 'sum',
        column: '金额',
        values: items(
          { value: 'north', name: '' },
          { value: evil, name: 'evil' },
          { value: '', name: 'none' },
        ),
      },
      orders,
    ),
  'a pivot that counts': (draft, orders) =>
    draft.add(
      'pivot',
      { names: 'day', function: 'count', values: items({ value: '2024-01-31', name: 'then' }) },
      orders,
    ),
  'an unpivot': (draft, orders) =>
    draft.add(
      'unpivot',
      { columns: items({ column: 'id' }, { column: '金额' }, { column: hostile }) },
      orders,
    ),
  'an unpivot that keeps empty cells as text': (draft, orders) =>
    draft.add(
      'unpivot',
      { columns: items({ column: 'id' }, { column: 'day' }), empty: 'keep' },
      orders,
    ),
  'a profile': (draft, orders) => draft.add('profile', {}, orders),
  ...Object.fromEntries(
    (['semi', 'anti', 'inner', 'left', 'full'] as const).map((kind): [string, Build] => [
      `a ${kind} join with an inequality`,
      (draft, orders, regions) =>
        draft.add(
          'join',
          {
            kind,
            keys: items(
              { left: 'region', right: 'region' },
              { left: 'id', right: 'id', operator: 'not-equals' as const },
            ),
          },
          orders,
          regions,
        ),
    ]),
  ),
  ...Object.fromEntries(
    (['inner', 'left', 'right', 'full', 'semi', 'anti'] as const).map((kind): [string, Build] => [
      `a ${kind} join with a condition over both sides`,
      (draft, orders, regions) =>
        draft.add(
          'join',
          {
            kind,
            keys: items({ left: 'region', right: 'region', operator: 'equals' as const }),
            condition: `id < 6 and ("金额_2" is null or "manager name" <> '${evil.replaceAll("'", "''")}')`,
          },
          orders,
          regions,
        ),
    ]),
  ),
  ...Object.fromEntries(
    (['inner', 'left', 'right', 'semi', 'anti'] as const).map((kind): [string, Build] => [
      `a ${kind} join by a condition alone`,
      (draft, orders, regions) =>
        draft.add('join', { kind, condition: 'id = id_2 or region_2 is null' }, orders, regions),
    ]),
  ),
  'an as-of join': (draft, orders, regions) =>
    draft.add(
      'join',
      {
        kind: 'as-of',
        keys: items(
          { left: 'region', right: 'region' },
          { left: 'id', right: 'id', operator: 'greater-or-equal' as const },
        ),
      },
      orders,
      regions,
    ),
  'a cross join': (draft, orders, regions) => draft.add('join', { kind: 'cross' }, orders, regions),
  'a lookup': (draft, orders, regions) =>
    draft.add(
      'lookup',
      {
        keys: items({ left: 'region', right: 'region' }),
        columns: items({ column: 'manager name' }, { column: 'id', name: 'region id' }),
      },
      orders,
      regions,
    ),
  'rows another table has not': (draft, orders) =>
    draft.add('overlap', {}, orders, draft.add('filter', { expression: 'id > 2' }, orders)),
  'rows another table has too, every copy': (draft, orders) =>
    draft.add(
      'overlap',
      { how: 'intersect', match: 'position', every: true },
      orders,
      draft.add('filter', { expression: 'id > 2' }, orders),
    ),
  'two tables compared': (draft, orders) => {
    const changed = draft.add(
      'compute',
      { columns: items({ name: 'region', expression: "if(id = 1, 'moved', region)" }) },
      orders,
    )
    return draft.add(
      'compare',
      { keys: items({ column: 'id' }), same: true },
      orders,
      draft.add('filter', { expression: 'id <> 2' }, changed),
    )
  },
  'a check that warns': (draft, orders, regions) =>
    draft.add('check', { rules: allRules() }, orders, regions),
  'the rows that fail a check': (draft, orders, regions) => [
    draft.add('check', { rules: allRules() }, orders, regions),
    'failing',
  ],
  'a check that blocks nothing': (draft, orders) =>
    draft.add(
      'check',
      {
        action: 'block',
        rules: items({ rule: 'range' as const, column: 'id', least: 0, most: 10 }),
      },
      orders,
    ),
  'an output with a contract': (draft, orders) =>
    draft.add(
      'output',
      {
        name: 'kept',
        contract: items({ name: 'region', type: 'VARCHAR' }, { name: 'id', type: 'INTEGER' }),
      },
      orders,
    ),
  'a filter behind a reroute': (draft, orders) =>
    draft.add('filter', { expression: 'id > 2' }, draft.add('reroute', {}, orders)),
  'dates moved and taken apart in expressions': (draft, orders) =>
    draft.add(
      'compute',
      {
        columns: items(
          { name: 'next', expression: 'day + interval 1 month' },
          { name: 'year before', expression: "date '2024-02-29' - interval '1' year" },
          { name: 'hour', expression: 'day + interval 3 hours' },
          { name: 'y', expression: 'extract(year from at)' },
          { name: 'part', expression: 'substring(region, 1, 2)' },
          {
            name: 'simple',
            expression: "case region when 'north' then 1 when 'south' then 2 else 0 end",
          },
          { name: 'i', expression: "region ilike 'NOR%'" },
          { name: 'p', expression: "regexp_extract(region, '(\\w)(\\w)', 2)" },
        ),
      },
      orders,
    ),
}

function allRules() {
  return items(
    { rule: 'not-empty' as const, column: 'region' },
    { rule: 'unique' as const, column: 'region' },
    { rule: 'accepted' as const, column: 'region', values: 'north, south' },
    { rule: 'range' as const, column: '金额', least: 0, most: 100 },
    { rule: 'relationship' as const, column: 'id', target: 'id' },
    { rule: 'row-count' as const, fewest: 100, greatest: 1000 },
    { rule: 'expression' as const, expression: 'id < 6' },
  )
}
