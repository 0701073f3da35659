import { expect, test } from 'vitest'
import { conditionTree } from './condition-tree.ts'
import { completeSettings } from './step-specs.ts'

const condition = (id: string, group: string) => ({
  id: `it_${id.padEnd(10, '0')}` as const,
  column: id,
  operator: 'equals' as const,
  value: '1',
  against: 'value' as const,
  group,
})
const group = (id: string, within: string) => ({
  id: `it_${id.padEnd(10, '0')}` as const,
  match: 'any' as const,
  within,
})
const outer = group('outer', '')
const inner = group('inner', outer.id)

test('conditions and groups lie in the group they name', () => {
  const tree = conditionTree(
    completeSettings('filter', {
      conditions: [condition('a', ''), condition('b', outer.id), condition('c', inner.id)],
      groups: [outer, inner],
    }),
  )
  expect(tree.conditions.map(({ column }) => column)).toEqual(['a'])
  expect(tree.groups[0]?.conditions.map(({ column }) => column)).toEqual(['b'])
  expect(tree.groups[0]?.groups[0]?.conditions.map(({ column }) => column)).toEqual(['c'])
})

test('what lies in a group that somebody removed lies in the outermost', () => {
  const tree = conditionTree(
    completeSettings('filter', { conditions: [condition('c', inner.id)], groups: [inner] }),
  )
  expect(tree.groups.map(({ id }) => id)).toEqual([inner.id])
  expect(tree.groups[0]?.conditions.map(({ column }) => column)).toEqual(['c'])
})

test('groups that two people put into each other keep their conditions', () => {
  const tree = conditionTree(
    completeSettings('filter', {
      conditions: [condition('b', outer.id), condition('c', inner.id)],
      groups: [{ ...outer, within: inner.id }, inner],
    }),
  )
  expect(tree.groups.map(({ conditions }) => conditions.map(({ column }) => column))).toEqual([
    ['b'],
    ['c'],
  ])
})
