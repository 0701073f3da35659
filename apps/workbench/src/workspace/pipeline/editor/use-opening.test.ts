import { expect, test } from 'vitest'
import { computed, effectScope, nextTick, shallowRef } from 'vue'
import { useOpening } from './use-opening.ts'

test('[KEY-5] what is asked for before the pipeline has come is done once, when it is there, and later at once', async () => {
  const pipeline = shallowRef<object | null>(null)
  const done: string[] = []
  const scope = effectScope()
  const whenOpen = scope.run(() => useOpening(computed(() => pipeline.value)))
  whenOpen?.(() => done.push('first'))
  whenOpen?.(() => done.push('second'))
  expect(done).toEqual([])
  pipeline.value = {}
  await nextTick()
  expect(done).toEqual(['first', 'second'])
  whenOpen?.(() => done.push('third'))
  expect(done).toEqual(['first', 'second', 'third'])
  pipeline.value = {}
  await nextTick()
  expect(done).toHaveLength(3)
  scope.stop()
})
