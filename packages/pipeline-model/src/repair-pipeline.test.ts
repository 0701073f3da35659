import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edgesInCycles } from './pipeline-graph.ts'
import { foldName } from './output-names.ts'
import { repairPipeline } from './repair-pipeline.ts'
import { stepKinds, stepSpecs } from './step-specs.ts'
import type { Edge, Pipeline, Step, StepId } from './step.ts'

const stepIds = Array.from({ length: 7 }, (_, index) => `st_000000000${index}` as const)
const missing = 'st_nothere000' as const

/** Any state that concurrent edits could leave: dangling, doubled, crossing and circular edges, equal output names. */
const anyPipeline: fc.Arbitrary<Pipeline> = fc
  .record({
    kinds: fc.array(fc.constantFrom(...stepKinds), { minLength: 1, maxLength: stepIds.length }),
    edges: fc.array(
      fc.record({
        from: fc.constantFrom(...stepIds, missing),
        to: fc.constantFrom(...stepIds, missing),
        fromPort: fc.constantFrom('main' as const, 'rest' as const),
        port: fc.constantFrom('in' as const, 'left' as const, 'right' as const),
        order: fc.constantFrom('a0', 'a1', 'a2'),
      }),
      { maxLength: 16 },
    ),
  })
  .map(({ kinds, edges }) => ({
    id: 'pl_0000000000',
    title: {},
    steps: Object.fromEntries(
      stepIds.slice(0, kinds.length).map((id, index) => {
        const kind = kinds[index] ?? 'filter'
        return [id, { id, kind, title: {}, settings: stepSpecs[kind].initial } as Step]
      }),
    ),
    edges: edges.map((edge, index): Edge => {
      return { ...edge, id: `ed_${String(index).padStart(10, '0')}` as const }
    }),
    positions: {},
  }))

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
