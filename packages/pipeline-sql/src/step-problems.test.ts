import {
  completeSettings,
  type GivenSettings,
  type Pipeline,
  type StepKind,
} from '@weft/pipeline-model'
import { describe, expect, test } from 'vitest'
import { compilePipeline } from './compile-pipeline.ts'
import { completionsForSql } from './sql-completions.ts'

const sources = {
  trips: {
    schema: [
      { name: 'city', type: 'VARCHAR' },
      { name: 'minutes', type: 'INTEGER' },
    ],
    digest: 'a'.repeat(64),
  },
}

function pipelineOf<K extends StepKind>(kind: K, settings: GivenSettings<K>): Pipeline {
  const step = { id: 'st_0000000002', kind, title: {}, settings: completeSettings(kind, settings) }
  const last = { id: 'st_0000000003', kind: 'sql', title: {}, settings: { sql: 'SELECT 1' } }
  const first = {
    id: 'st_0000000001',
    kind: 'dataset',
    title: {},
    settings: { dataset: 'trips' },
  }
  return {
    id: 'pl_0000000000',
    title: {},
    steps: {
      st_0000000001: first,
      st_0000000002: step,
      st_0000000003: last,
    } as unknown as Pipeline['steps'],
    edges: [
      { id: 'ed_0000000001', from: 'st_0000000001', to: 'st_0000000002', port: 'in', order: 'a0' },
      { id: 'ed_0000000002', from: 'st_0000000002', to: 'st_0000000003', port: 'in', order: 'a0' },
    ],
    positions: {},
  }
}

const item = { id: 'it_0000000001' } as const

describe('a step that cannot have a result', () => {
  test.each([
    [
      'filter',
      { conditions: [{ ...item, column: 'minuts' }] },
      'step.column-missing',
      'conditions',
    ],
    [
      'filter',
      { conditions: [{ ...item, column: 'minutes', value: 'many' }] },
      'filter.value-not-number',
      'conditions',
    ],
    ['bin', { column: 'city' }, 'group.aggregate-unfit', 'column'],
    [
      'split',
      { column: 'city', how: 'pattern', pattern: '(?=x)' },
      'split.pattern-unfit',
      'pattern',
    ],
    ['window', {}, 'window.empty', 'columns'],
    ['output', { contract: [{ ...item, name: 'gone' }] }, 'output.column-missing', 'contract'],
  ] as const)('%s says where %j is wrong', (kind, settings, code, setting) => {
    const compiled = compilePipeline(pipelineOf(kind, settings), sources, new Map())
    const step = compiled.steps.st_0000000002
    expect(step?.table).toBeNull()
    expect(step?.problems).toContainEqual(expect.objectContaining({ code, setting }))
  })

  test('blocks what comes after it, by the nearest broken step, and nothing else', () => {
    const broken = pipelineOf('window', {})
    expect(compilePipeline(broken, sources, new Map()).steps.st_0000000003?.blockedBy).toBe(
      'st_0000000002',
    )
    const sound = compilePipeline(pipelineOf('sort', {}), sources, new Map())
    expect(sound.steps.st_0000000003?.blockedBy).toBeNull()
    expect(sound.undescribed.map(({ step }) => step)).toEqual(['st_0000000003'])
  })
})

test('a SQL step is offered its inputs under the names it may ask them by', () => {
  const compiled = compilePipeline(pipelineOf('sort', {}), sources, new Map())
  expect(completionsForSql(compiled, 'st_0000000003')).toEqual([
    { name: 'input_1', step: 'st_0000000002', columns: sources.trips.schema },
  ])
  expect(completionsForSql(compiled, 'st_0000000001')).toEqual([])
})
