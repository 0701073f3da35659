import fc from 'fast-check'
import { stepKinds, stepSpecs } from './step-specs.ts'
import type { Edge, Pipeline, Step } from './step.ts'

const stepIds = Array.from({ length: 7 }, (_, index) => `st_000000000${index}` as const)
const missing = 'st_nothere000' as const

/** Any state that concurrent edits could leave: dangling, doubled, crossing and circular edges, equal output names. */
export const anyPipeline: fc.Arbitrary<Pipeline> = fc
  .record({
    kinds: fc.array(fc.constantFrom(...stepKinds), { minLength: 1, maxLength: stepIds.length }),
    edges: fc.array(
      fc.record({
        from: fc.constantFrom(...stepIds, missing),
        fromPort: fc.constantFrom('main' as const, 'rest' as const),
        to: fc.constantFrom(...stepIds, missing),
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
