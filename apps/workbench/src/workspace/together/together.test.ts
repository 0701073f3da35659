import { nowhere, type PresenceState } from '@weft/workspace-client'
import { effectScope, nextTick, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import { areaOfRoute } from './area-of-route.ts'
import { useCalls } from './use-calls.ts'

const person = { id: 'pe_b', name: {}, organisation: { id: 'og_b', name: {}, hue: 1 } }
const windowOf = (call: number, clientId = 2): PresenceState => ({
  ...nowhere,
  clientId,
  person,
  call,
})

test('[TOGETHER-5] a call is heard once, not when it is older than one knows, and not in a row', async () => {
  const others = shallowRef<readonly PresenceState[]>([windowOf(4)])
  const heard: number[] = []
  let now = 0
  const scope = effectScope()
  scope.run(() => {
    useCalls(
      others,
      () => now,
      ({ call }) => heard.push(call),
    )
  })
  const show = async (...list: PresenceState[]) => {
    others.value = list
    await nextTick()
  }
  expect(heard).toEqual([])
  await show(windowOf(5))
  await show(windowOf(5))
  expect(heard).toEqual([5])
  // A hostile window that asks all the time, or from ever new windows, is heard once in a while.
  for (let call = 6; call < 60; call++) await show(windowOf(call), windowOf(call, 3))
  expect(heard).toEqual([5])
  now = 30_000
  await show(windowOf(70))
  expect(heard).toEqual([5, 70])
  scope.stop()
})

test('every address of a workspace is in one of its parts', () => {
  expect(
    ['pipeline', 'app', 'history-version', 'proposal', 'store', undefined].map(areaOfRoute),
  ).toEqual(['pipeline', 'app', 'history', 'proposal', 'other', 'other'])
})
