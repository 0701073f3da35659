import { nowhere, type PresenceState } from '@weft/workspace-client'
import { effectScope, nextTick, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import { placeOfRoute, routeOfPlace, type RouteParts } from './place-of-route.ts'
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

const at = (name: string | undefined, params = {}, query = {}): RouteParts => ({
  name,
  params: { workspace: 'ws_a', ...params },
  query,
})

test('[TOGETHER-4] every address of a workspace is a place, and whoever follows comes to the same address', () => {
  const proposal = `pr_${'a'.repeat(10)}`
  const addresses = [
    at('pipeline'),
    at('app'),
    at('feedback'),
    at('releases'),
    at('proposals'),
    at('proposal', { proposal }),
    at('history'),
    at('history', {}, { version: '12' }),
    at('history', {}, { part: 'activity' }),
  ]
  for (const there of addresses) {
    const led = { query: {}, ...(routeOfPlace(placeOfRoute(there), at('pipeline')) as object) }
    expect(led).toEqual(there)
  }
  expect(placeOfRoute(at('store'))).toEqual({ area: 'other', detail: null })
  expect(placeOfRoute(at(undefined))).toEqual({ area: 'other', detail: null })
})

test('[TOGETHER-4] in a fork one is led to its parts, and nowhere out of it', () => {
  const params = { workspace: 'ws_a', proposal: 'pr_a' }
  const fork = at('fork-app', params)
  expect(placeOfRoute(fork).area).toBe('app')
  expect(routeOfPlace({ area: 'pipeline', detail: null }, fork)).toEqual({
    name: 'fork-pipeline',
    params,
  })
  expect(routeOfPlace({ area: 'history', detail: null }, fork)).toBeNull()
})

test('[TOGETHER-1] a place that is made up leads to no address of its own', () => {
  const here = at('pipeline')
  expect(routeOfPlace({ area: 'other', detail: 'store' }, here)).toBeNull()
  expect(routeOfPlace({ area: 'proposal', detail: '../../sign-in' }, here)).toBeNull()
  expect(routeOfPlace({ area: 'history', detail: '1&thread=x' }, here)).toMatchObject({ query: {} })
})
