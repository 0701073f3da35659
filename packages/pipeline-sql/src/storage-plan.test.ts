import {
  completeSettings,
  stepSpecs,
  type GivenSettings,
  type Pipeline,
  type StepKind,
} from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { compilePipeline, recipesFor } from './index.ts'

const sources = {
  trips: {
    schema: [
      { name: 'id', type: 'BIGINT' },
      { name: 'city', type: 'VARCHAR' },
    ],
    digest: 'a'.repeat(64),
  },
}

const it = <T extends object>(entry: T) => [{ ...entry, id: 'it_0000000000' as const }]

type Line = { [K in StepKind]: readonly [K, GivenSettings<K>, ...string[]] }[StepKind]

/** Compiles named steps; a step reads those whose names follow its settings. */
function compileLines(lines: Readonly<Record<string, Line>>) {
  const steps: Record<string, unknown> = {}
  const edges = Object.entries(lines).flatMap(([name, [kind, settings, ...from]]) => {
    const id = `st_${name}`
    steps[id] = { id, kind, title: {}, settings: completeSettings(kind, settings as never) }
    return from.map((source, index) => ({
      id: `ed_${source}_${name}`,
      from: `st_${source}`,
      to: id,
      port: stepSpecs[kind].inputs[Math.min(index, stepSpecs[kind].inputs.length - 1)],
      order: `a${String(index)}`,
    }))
  })
  const pipeline = { id: 'pl_0000000000', title: {}, steps, edges, positions: {} }
  const compiled = compilePipeline(pipeline as unknown as Pipeline, sources, new Map())
  const views = compiled.tables
    .filter(({ table }) => recipesFor(compiled, table).at(-1)?.isView)
    .map(({ step }) => step.slice(3))
  return { compiled, views }
}

const trips = ['dataset', { dataset: 'trips' }] as const
const twice = (from: string) =>
  ['compute', { columns: it({ name: 'twice', expression: 'id * 2' }) }, from] as const
const some = (from: string) =>
  [
    'filter',
    { conditions: it({ column: 'id', operator: 'greater' as const, value: '1' }) },
    from,
  ] as const
const groups = (from: string) => ['group', { by: it({ column: 'city' }) }, from] as const

test('[COMP-2] [COMP-3] steps that work row by row and are read once are not stored; what groups, sorts and ends is', () => {
  const { views } = compileLines({
    trips,
    a: twice('trips'),
    b: some('a'),
    c: ['sort', { keys: it({ column: 'id' }) }, 'b'],
    d: some('c'),
    e: groups('d'),
    f: ['merge', { columns: it({ column: 'city' }), name: 'merged' }, 'trips'],
  })
  expect(views).toEqual(['trips', 'a', 'b', 'd'])
})

test('[COMP-3] a step that several read is stored once, unless reading it is free', () => {
  const { views } = compileLines({
    trips,
    a: twice('trips'),
    b: groups('a'),
    c: some('a'),
    named: [
      'select',
      { columns: it({ column: 'city', name: 'town', cast: null, keep: true }), others: 'keep' },
      'b',
    ],
    d: groups('trips'),
  })
  expect(views).toEqual(['trips', 'named'])
})

test('[COMP-2] a step that a chart is drawn from is read by the chart too', () => {
  const { views } = compileLines({
    trips,
    a: twice('trips'),
    b: groups('a'),
    c: ['chart', { drawing: 'bar', x: 'city', y: null }, 'a'],
  })
  expect(views).toEqual(['trips'])
})

test('[COMP-3] what looks at other rows is stored: windows, bins of equal size, filling from neighbours, joins, guards', () => {
  const { views } = compileLines({
    trips,
    bins: ['bin', { column: 'id', how: 'equal-count', count: 3, name: 'third' }, 'trips'],
    filled: [
      'fill',
      { columns: it({ column: 'city', how: 'previous' as const }), keys: it({ column: 'id' }) },
      'bins',
    ],
    checked: [
      'check',
      { action: 'block', rules: it({ rule: 'not-empty' as const, column: 'id' }) },
      'filled',
    ],
    joined: ['join', { kind: 'left', keys: it({ left: 'id', right: 'id' }) }, 'checked', 'trips'],
    end: groups('joined'),
  })
  expect(views).toEqual(['trips'])
})

test('[COMP-4] a chain is cut before it grows too long, and before its text grows too large', () => {
  const lines: Record<string, Line> = { trips }
  let last = 'trips'
  for (let at = 0; at < 70; at++) {
    lines[`s${at}`] = some(last)
    last = `s${at}`
  }
  lines['end'] = groups(last)
  const { views } = compileLines(lines)
  // The dataset and 31 steps, one stored, 32 steps, one stored, the rest.
  expect(Object.keys(lines).filter((name) => !views.includes(name))).toEqual(['s31', 's64', 'end'])

  const long = `id + ${'1 + '.repeat(8000)}1`
  const wide = compileLines({
    trips,
    a: ['compute', { columns: it({ name: 'x', expression: long }) }, 'trips'],
    b: ['compute', { columns: it({ name: 'x', expression: long }) }, 'a'],
    c: ['compute', { columns: it({ name: 'x', expression: long }) }, 'b'],
    end: groups('c'),
  })
  expect(wide.views.length).toBeLessThan(4)
})

test('[COMP-1] what is stored changes no hash and no statement', () => {
  const alone = compileLines({ trips, a: twice('trips'), b: groups('a') })
  const shared = compileLines({ trips, a: twice('trips'), b: groups('a'), c: some('a') })
  expect(alone.views).toContain('a')
  expect(shared.views).not.toContain('a')
  for (const id of ['st_a', 'st_b'] as const)
    expect(alone.compiled.steps[id]).toEqual(shared.compiled.steps[id])
})
