import { expect, test } from 'vitest'
import { contentWith, edgeBetween, stepWith } from '../changes/testing/sample-contents.ts'
import { restoreOne } from './pick-changes.ts'

const source = stepWith('st_aaaaaaaaaa', 'dataset', 'source')
const filter = (expression: string) => stepWith('st_bbbbbbbbbb', 'filter', 'filter', { expression })
const sort = (limit: number | null) => stepWith('st_cccccccccc', 'sort', 'sort', { limit })
const edge = edgeBetween('ed_aaaaaaaaaa', source, filter(''))
const onward = edgeBetween('ed_bbbbbbbbbb', filter(''), sort(null))

test('[HIST-10] one step alone is brought back, everything else stays as it is now', () => {
  const then = contentWith([source, filter('a > 1'), sort(5)], [edge])
  const now = contentWith([source, filter('a > 2'), sort(9)], [edge])
  const restored = restoreOne(now, then, 'step st_bbbbbbbbbb').pipelines[0]?.steps
  expect(restored?.['st_bbbbbbbbbb']?.settings).toMatchObject({ expression: 'a > 1' })
  expect(restored?.['st_cccccccccc']?.settings).toMatchObject({ limit: 9 })
})

test('[HIST-10] a step that is gone comes back with its connections to what is still there', () => {
  const then = contentWith([source, filter('a > 1'), sort(5)], [edge, onward])
  const now = contentWith([source], [])
  const [restored] = restoreOne(now, then, 'step st_bbbbbbbbbb').pipelines
  expect(Object.keys(restored?.steps ?? {}).toSorted()).toEqual(['st_aaaaaaaaaa', 'st_bbbbbbbbbb'])
  expect(restored?.edges.map(({ id }) => id)).toEqual(['ed_aaaaaaaaaa'])
})

test('[HIST-10] bringing back a step that came later removes it and its connections', () => {
  const then = contentWith([source], [])
  const now = contentWith([source, filter(''), sort(5)], [edge])
  const [restored] = restoreOne(now, then, 'step st_bbbbbbbbbb').pipelines
  expect(Object.keys(restored?.steps ?? {}).toSorted()).toEqual(['st_aaaaaaaaaa', 'st_cccccccccc'])
  expect(restored?.edges).toEqual([])
})
