import {
  stepSpecs,
  type Edge,
  type InputPort,
  type Pipeline,
  type Step,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import { expect, test } from 'vitest'
import { outlineRows } from './outline-rows.ts'

const idOf = (name: string) => `st_${name.padEnd(10, '0')}` as StepId

const stepOf = (kind: StepKind, name: string) =>
  ({ id: idOf(name), kind, title: {}, settings: stepSpecs[kind].initial }) as unknown as Step

function pipelineOf(
  kinds: Readonly<Record<string, StepKind>>,
  edges: readonly (readonly [string, string, InputPort])[],
  heights: Readonly<Record<string, number>> = {},
): Pipeline {
  const names = Object.keys(kinds)
  return {
    id: 'pl_test',
    title: {},
    steps: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [idOf(name), stepOf(kind, name)]),
    ),
    edges: edges.map(([from, to, port], index): Edge => ({
      id: `ed_${String(index).padStart(10, '0')}` as const,
      from: idOf(from),
      to: idOf(to),
      port,
      order: `a${index}`,
    })),
    positions: Object.fromEntries(
      names.map((name, index) => [idOf(name), { x: 0, y: heights[name] ?? index }]),
    ),
  }
}
const said = (pipeline: Pipeline) =>
  outlineRows(pipeline).map(
    ({ step: id, level }) => `${'  '.repeat(level - 1)}${id.slice(3).replace(/0+$/, '')}`,
  )

const joined = pipelineOf(
  { flights: 'dataset', airports: 'dataset', both: 'join', late: 'filter', out: 'output' },
  [
    ['flights', 'both', 'left'],
    ['airports', 'both', 'right'],
    ['both', 'late', 'in'],
    ['late', 'out', 'in'],
  ],
)

test('a step stands once, below the first it takes rows from, and names the others', () => {
  expect(said(joined)).toEqual(['flights', '  both', '    late', '      out', 'airports'])
  expect(outlineRows(joined)[1]).toMatchObject({
    parent: idOf('flights'),
    also: [idOf('airports')],
    place: 1,
    siblings: 1,
  })
})

test('steps below the same one stand as they do on the canvas', () => {
  const forked = pipelineOf(
    { flights: 'dataset', low: 'filter', high: 'filter' },
    [
      ['flights', 'low', 'in'],
      ['flights', 'high', 'in'],
    ],
    { low: 200, high: 10 },
  )
  expect(said(forked)).toEqual(['flights', '  high', '  low'])
})

test('every step is there even while a circle waits for its repair', () => {
  const circle = pipelineOf({ one: 'filter', other: 'filter' }, [
    ['one', 'other', 'in'],
    ['other', 'one', 'in'],
  ])
  expect(outlineRows(circle)).toHaveLength(2)
})
