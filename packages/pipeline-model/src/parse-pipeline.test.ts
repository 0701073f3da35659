import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePipeline } from './parse-pipeline.ts'

const sound = {
  id: 'pl_0000000000',
  title: { en: 'Delays', zh: '延误' },
  steps: {
    st_0000000001: {
      id: 'st_0000000001',
      kind: 'dataset',
      title: {},
      settings: { dataset: 'logistics.flights' },
    },
    st_0000000002: {
      id: 'st_0000000002',
      kind: 'output',
      title: {},
      settings: { name: 'result', contract: [] },
    },
  },
  edges: [
    {
      id: 'ed_0000000001',
      from: 'st_0000000001',
      to: 'st_0000000002',
      port: 'in',
      order: 'a0',
    },
  ],
  positions: { st_0000000001: { x: 0, y: 0 } },
}

describe('reading a pipeline from outside', () => {
  test('a sound one is read as it is', () => {
    expect(parsePipeline(sound)).toEqual({ ok: true, value: sound })
  })

  test.each([
    ['nothing', undefined],
    ['a text', 'pipeline'],
    ['an unknown kind of step', { ...sound, steps: { st_0000000001: { kind: 'shell' } } }],
    [
      'a step under another name',
      { ...sound, steps: { st_0000000009: sound.steps.st_0000000001 } },
    ],
    ['an edge without a port', { ...sound, edges: [{ ...sound.edges[0], port: 'side' }] }],
    [
      'a position at infinity',
      { ...sound, positions: { st_0000000001: { x: Number.POSITIVE_INFINITY, y: 0 } } },
    ],
    ['a name of a megabyte', { ...sound, title: { en: 'x'.repeat(1_000_000) } }],
  ])('%s is refused', (_, outside) => {
    const outcome = parsePipeline(outside)
    expect(outcome.ok ? 'read' : outcome.failure.code).toBe('pipeline.unreadable')
  })

  test('a prototype key never reaches a prototype', () => {
    const outcome = parsePipeline(
      JSON.parse(`{"id":"pl_0000000000","title":{"__proto__":{"en":"x"}},"steps":{"__proto__":{"polluted":1}},
        "edges":[],"positions":{"constructor":{"x":1,"y":1}}}`),
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    if (outcome.ok) expect(Object.keys(outcome.value.steps)).toEqual([])
  })

  test('whatever comes, it answers and does not throw', () => {
    fc.assert(
      fc.property(fc.anything(), (outside) => {
        expect(typeof parsePipeline(outside).ok).toBe('boolean')
        expect(parsePipeline({ ...sound, steps: outside }).ok).toBe(
          outside !== null &&
            typeof outside === 'object' &&
            !Array.isArray(outside) &&
            Object.keys(outside).length === 0,
        )
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
