import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edgesInCycles } from './pipeline-graph.ts'
import { foldName } from './output-names.ts'
import { repairPipeline } from './repair-pipeline.ts'
import { stepSpecs } from './step-specs.ts'
import type { Step, StepId } from './step.ts'
import { anyPipeline } from './testing.ts'

describe('repairing a pipeline after concurrent edits', () => {
  test('any state becomes sound: edges join existing steps at ports that exist, nothing is circular', () => {
    fc.assert(
      fc.property(anyPipeline, (broken) => {
        const { pipeline } = repairPipeline(broken)
        expect(edgesInCycles(pipeline)).toEqual([])
        const filled = new Set<string>()
        for (const { from, fromPort, to, port } of pipeline.edges) {
          const target = pipeline.steps[to]
          const source = pipeline.steps[from]
          expect(target && stepSpecs[target.kind].inputs).toContain(port)
          expect(source && stepSpecs[source.kind].outputs).toContain(fromPort ?? 'main')
          if (target && stepSpecs[target.kind].edgesPerPort === 'one') {
            expect(filled.has(`${to} ${port}`)).toBe(false)
            filled.add(`${to} ${port}`)
          }
        }
        const names = Object.values<Step>(pipeline.steps).flatMap((step) =>
          step.kind === 'output' ? [foldName(step.settings.name)] : [],
        )
        expect(new Set(names).size).toBe(names.length)
      }),
      { seed: 20, numRuns: 500 },
    )
  })

  test('the same state gives the same repair, whatever the order in which it is told', () => {
    fc.assert(
      fc.property(anyPipeline, (broken) => {
        const told = { ...broken, edges: broken.edges.toReversed() }
        expect(repairPipeline(told)).toEqual(repairPipeline(broken))
      }),
      { seed: 21, numRuns: 300 },
    )
  })

  test('a sound pipeline is left alone, and every change is told', () => {
    fc.assert(
      fc.property(anyPipeline, (broken) => {
        const once = repairPipeline(broken)
        const twice = repairPipeline(once.pipeline)
        expect(twice.notices).toEqual([])
        expect(twice.pipeline).toEqual(once.pipeline)
        const dropped = broken.edges.length - once.pipeline.edges.length
        expect(once.notices.filter(({ edge }) => edge !== undefined)).toHaveLength(dropped)
      }),
      { seed: 22, numRuns: 300 },
    )
  })

  test('of two edges that close a ring the later one goes', () => {
    const step = (id: StepId): Step => ({
      id,
      kind: 'filter',
      title: {},
      settings: stepSpecs.filter.initial,
    })
    const { pipeline, notices } = repairPipeline({
      id: 'pl_0000000000',
      title: {},
      steps: { st_a000000000: step('st_a000000000'), st_b000000000: step('st_b000000000') },
      edges: [
        { id: 'ed_2000000000', from: 'st_b000000000', to: 'st_a000000000', port: 'in', order: 'a' },
        { id: 'ed_1000000000', from: 'st_a000000000', to: 'st_b000000000', port: 'in', order: 'a' },
      ],
      positions: {},
    })
    expect(pipeline.edges).toHaveLength(1)
    expect(notices.map(({ code }) => code)).toEqual(['repair.edge-in-cycle'])
  })
})
