import { completeSettings, type Pipeline, type StepId } from '@weft/pipeline-model'
import { compilePipeline } from '@weft/pipeline-sql'
import { expect, test } from 'vitest'
import type { StepRun } from '../session/run-board.ts'
import { blockingSteps } from './blocking-steps.ts'

const id = (n: number): StepId => `st_000000000${String(n)}` as const
const sources = {
  trips: { schema: [{ name: 'minutes', type: 'INTEGER' }], digest: 'a'.repeat(64) },
}

/** A dataset and filters in a row behind it. */
function chain(...expressions: readonly string[]): Pipeline {
  const filters = expressions.map((expression, n) => [
    id(n + 1),
    {
      id: id(n + 1),
      kind: 'filter',
      title: {},
      settings: completeSettings('filter', { expression }),
    },
  ])
  const dataset = { id: id(0), kind: 'dataset', title: {}, settings: { dataset: 'trips' } }
  return {
    id: 'pl_0000000000',
    title: {},
    steps: Object.fromEntries([[id(0), dataset], ...filters]) as Pipeline['steps'],
    edges: expressions.map((_, n) => ({
      id: `ed_000000000${String(n)}` as const,
      from: id(n),
      to: id(n + 1),
      port: 'in',
      order: 'a0',
    })),
    positions: {},
  }
}

const compile = (...expressions: readonly string[]) =>
  compilePipeline(chain(...expressions), sources, new Map())
const failed: StepRun = { state: 'failed', failure: { code: 'engine.statement', args: {} } }

test('steps behind a step whose run failed wait for it, near and far', () => {
  const compiled = compile('minutes > 1', 'minutes > 2', 'minutes > 3')
  const runs = new Map([[compiled.steps[id(1)]?.table ?? '', failed]])
  expect([...blockingSteps(compiled, runs)]).toEqual([
    [id(2), id(1)],
    [id(3), id(1)],
  ])
})

test('nothing waits while no run failed, and a step that runs by itself does not wait', () => {
  const compiled = compile('minutes > 1', 'minutes > 2')
  expect([...blockingSteps(compiled, new Map())]).toEqual([])
  const runs = new Map<string, StepRun>([
    [compiled.steps[id(1)]?.table ?? '', failed],
    [compiled.steps[id(2)]?.table ?? '', { state: 'running' }],
  ])
  expect([...blockingSteps(compiled, runs)]).toEqual([])
})

test('a step whose settings are wrong is waited for as well', () => {
  const compiled = compile('minutes >', 'minutes > 2')
  expect([...blockingSteps(compiled, new Map())]).toEqual([[id(2), id(1)]])
})
