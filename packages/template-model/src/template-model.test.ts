import { completeSettings, type Pipeline, type Step, type StepId } from '@weft/pipeline-model'
import { diffContent, type WorkspaceContent } from '@weft/workspace-changes'
import { describe, expect, test } from 'vitest'
import {
  checkFill,
  fillSlots,
  listLiterals,
  matchColumns,
  rankDatasets,
  takeOutData,
  type OfferedColumn,
  type Slot,
} from './index.ts'

const ids = {
  calls: 'st_calls00000',
  file: 'st_file000000',
  hand: 'st_hand000000',
  filter: 'st_filter0000',
  sql: 'st_sql0000000',
} as const satisfies Record<string, StepId>

const offered = (name: string, type: string, role: string | null = null): OfferedColumn => ({
  name,
  type,
  role,
  unit: null,
})

const calls = [
  offered('imo', 'VARCHAR', 'key'),
  offered('arrived_at', 'TIMESTAMP', 'time'),
  offered('wait_hours', 'DOUBLE', 'measure'),
  offered('harbour_master', 'VARCHAR'),
]

function step(id: StepId, kind: Step['kind'], settings: object): Step {
  return { id, kind, title: {}, settings: { ...completeSettings(kind, {}), ...settings } } as Step
}

function contentWith(more: Partial<Pipeline> = {}): WorkspaceContent {
  const steps = [
    step(ids.calls, 'dataset', { dataset: 'port.calls' }),
    step(ids.file, 'upload', {
      table: {
        digest: 'a'.repeat(64),
        fileName: 'secret customers.csv',
        rows: 2,
        columns: [{ name: 'imo', type: 'VARCHAR' }],
      },
    }),
    step(ids.hand, 'table', {
      columns: [{ id: 'it_c000000000', name: 'limit_h', type: 'INTEGER' }],
      rows: [{ id: 'it_r000000000', cells: { it_c000000000: '271828' } }],
    }),
    step(ids.filter, 'filter', { expression: "wait_hours > 31 and imo <> 'Ever Given'" }),
    step(ids.sql, 'sql', { sql: 'SELECT imo, "arrived_at" FROM input_1 -- ask Lin\n' }),
  ]
  return {
    pipelines: [
      {
        id: 'pl_aaaaaaaaaa',
        title: {},
        steps: Object.fromEntries(steps.map((one) => [one.id, one])),
        edges: [
          { id: 'ed_one0000000', from: ids.calls, to: ids.filter, port: 'in', order: 'a0' },
          { id: 'ed_two0000000', from: ids.filter, to: ids.sql, port: 'in', order: 'a0' },
        ],
        positions: { [ids.calls]: { x: 8, y: -16 } },
        ...more,
      },
    ],
    subflows: {},
    app: { title: { en: 'Waiting' }, summary: {}, pages: [], widgets: {} },
  }
}

const datasets = new Map([['port.calls', { title: { en: 'Port calls' }, columns: calls }]])
const random = () => 0.5

function slotOf(content = contentWith()): Slot {
  const { slots } = takeOutData(content, { datasets, keep: new Set() })
  const slot = slots.find((one) => one.step === ids.calls)
  if (!slot) throw new Error('no slot')
  return slot
}

describe('taking data out', () => {
  test('[TPL-3] no row, file name, hash or dataset is left; slots say what they expect', () => {
    const { content, slots } = takeOutData(contentWith(), { datasets, keep: new Set() })
    const text = JSON.stringify({ content, slots })
    for (const secret of ['271828', 'secret customers', 'aaaa'.repeat(16), 'port.calls'])
      expect(text).not.toContain(secret)
    expect(slots.map((slot) => slot.step)).toEqual([ids.calls, ids.file, ids.hand])
    expect(slots[0]).toEqual({
      step: ids.calls,
      title: { en: 'Port calls' },
      columns: [
        { ...calls[0], isNeeded: true },
        { ...calls[1], isNeeded: true },
        { ...calls[2], isNeeded: true },
        { ...calls[3], isNeeded: false },
      ],
    })
  })

  test('[TPL-3] files and written tables stay only where they were chosen; datasets never do', () => {
    const keep = new Set<StepId>([ids.hand, ids.calls])
    const { content, slots } = takeOutData(contentWith(), { datasets, keep })
    expect(JSON.stringify(content)).toContain('271828')
    expect(slots.map((slot) => slot.step)).toEqual([ids.calls, ids.file])
  })

  test('[TPL-4] every value somebody wrote is listed for review', () => {
    const found = listLiterals(contentWith())
    expect(found).toMatchObject([
      { id: ids.filter, setting: 'expression', values: ["'Ever Given'", '31'] },
      { id: ids.sql, setting: 'sql', values: ['-- ask Lin'] },
    ])
  })
})

describe('matching columns', () => {
  test('[TPL-5] by name, by words of the name, and by a role only one column has', () => {
    const other = [
      offered('IMO', 'VARCHAR'),
      offered('eta_actual', 'TIMESTAMP', 'time'),
      offered('hours_of_wait', 'INTEGER', 'measure'),
      offered('colour', 'BOOLEAN'),
    ]
    const { matches, unmatched } = matchColumns(slotOf(), other)
    expect(Object.fromEntries(matches.map((one) => [one.expected, one.column]))).toEqual({
      imo: 'IMO',
      arrived_at: 'eta_actual',
      wait_hours: 'hours_of_wait',
    })
    expect(unmatched.map(({ name }) => name)).toEqual(['harbour_master'])
  })

  test('[TPL-5] a type that cannot become the expected one is never proposed', () => {
    const proposal = matchColumns(slotOf(), [offered('arrived_at', 'BOOLEAN', 'time')])
    expect(proposal.matches).toEqual([])
  })

  test('[TPL-5] the dataset that lacks the least comes first', () => {
    const ranked = rankDatasets(slotOf(), [
      { id: 'b.none', columns: [offered('x', 'VARCHAR')] },
      { id: 'a.calls', columns: calls },
    ])
    expect(ranked.map(({ dataset, lacks }) => [dataset.id, lacks])).toEqual([
      ['a.calls', 0],
      ['b.none', 3],
    ])
  })
})

describe('filling slots', () => {
  const other = [
    offered('ship', 'VARCHAR', 'key'),
    offered('eta', 'VARCHAR', 'time'),
    offered('waited', 'INTEGER', 'measure'),
    offered('berth', 'VARCHAR'),
  ]
  const columns = [
    { expected: 'imo', column: 'ship' },
    { expected: 'arrived_at', column: 'eta' },
    { expected: 'wait_hours', column: 'waited' },
  ]
  const choose = (given: typeof columns, offers = other) =>
    checkFill(
      { step: ids.calls, dataset: 'sea.ships', columns: given },
      { slot: slotOf(), offered: offers, before: null, random },
    )

  test('[TPL-5] a needed column without a match, an unknown one and an unfit one are refused', () => {
    const code = (given: typeof columns) => {
      const checked = choose(given)
      return checked.ok ? null : checked.failure
    }
    expect(code(columns.slice(1))).toMatchObject({
      code: 'template.column-unmatched',
      args: { column: 'imo' },
    })
    expect(code([{ expected: 'imo', column: 'nowhere' }])?.code).toBe('template.column-unknown')
    const offers = other.map((one) => (one.name === 'eta' ? { ...one, type: 'BOOLEAN' } : one))
    const unfit = choose(columns, offers)
    expect(unfit.ok ? null : unfit.failure.code).toBe('template.column-unfit')
  })

  test('[TPL-6] renames and conversions stand in one step, behind which all is as the template expects', () => {
    const fill = choose(columns)
    if (!fill.ok || !fill.value.rename) throw new Error('not renamed')
    const { content } = takeOutData(contentWith(), { datasets, keep: new Set() })
    const filled = fillSlots(content, [fill.value], { en: 'Ships' })
    const [pipeline] = filled.pipelines
    const { rename } = fill.value
    expect(pipeline?.steps[ids.calls]?.settings).toEqual({ dataset: 'sea.ships' })
    expect(pipeline?.steps[rename.step]?.settings).toMatchObject({
      others: 'drop',
      columns: [
        { column: 'ship', name: 'imo', cast: null },
        { column: 'eta', name: 'arrived_at', cast: 'TIMESTAMP' },
        { column: 'waited', name: 'wait_hours', cast: null },
      ],
    })
    expect(pipeline?.edges).toMatchObject([
      { id: 'ed_one0000000', from: rename.step, to: ids.filter },
      { from: ids.filter, to: ids.sql },
      { id: rename.edge, from: ids.calls, to: rename.step },
    ])
    expect(filled.app.title).toEqual({ en: 'Ships' })
    expect(diffContent(filled, fillSlots(content, [fill.value], { en: 'Ships' }))).toEqual([])
  })

  test('[TPL-6] a dataset that is just as expected needs no step; one with more columns does', () => {
    const same = calls.slice(0, 3)
    const plain = same.map(({ name }) => ({ expected: name, column: name }))
    expect(choose(plain, same)).toMatchObject({ value: { rename: null } })
    expect(choose(plain, calls)).toMatchObject({ value: { rename: { step: /^st_/ } } })
  })

  test('[TPL-6] filled again, what is the same keeps its identifiers', () => {
    const first = choose(columns)
    if (!first.ok) throw new Error('refused')
    const again = checkFill(
      { step: ids.calls, dataset: 'sea.ships', columns },
      { slot: slotOf(), offered: other, before: first.value, random: () => 0.1 },
    )
    expect(again).toEqual(first)
  })
})
