import type { ApiClient } from '@weft/api-contract'
import { accept, refuse } from '@weft/kernel'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h } from 'vue'
import { provideApi } from '../api/use-api.ts'
import { useSession } from '../session/session.store.ts'
import { useLiveInbox } from './use-live-inbox.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function open() {
  const sight: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' }
  const page = Object.assign(new EventTarget(), sight)
  const state = { unread: 0, calls: 0, isDown: false }
  const readMe = () => {
    state.calls += 1
    const person = { id: 'pe_1', unreadNotices: state.unread }
    return Promise.resolve(state.isDown ? refuse('api.unreachable') : accept({ space: {}, person }))
  }
  const app = createApp({
    setup: () => {
      useLiveInbox(page)
      return () => h('p')
    },
  })
  provideApi(app, { readMe } as unknown as ApiClient)
  app.use(createPinia())
  const session = app.runWithContext(() => useSession())
  await session.refresh()
  app.mount(document.createElement('div'))
  return { app, page, state, session }
}
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a notice that arrives is counted without a new page', async () => {
  const { app, state, session } = await open()
  state.unread = 2
  await wait(21_000)
  expect(session.person?.unreadNotices).toBe(2)
  app.unmount()
})

test('what did not change stays the same object, and a failure changes nothing', async () => {
  const { app, state, session } = await open()
  const before = session.me
  await wait(21_000)
  expect(session.me).toBe(before)
  state.isDown = true
  await wait(21_000)
  expect(session.me).toBe(before)
  expect(session.failure).toBeNull()
  expect(state.calls).toBe(3)
  app.unmount()
})

test('a page out of sight asks for nothing, and asks at once when it is back', async () => {
  const { app, page, state, session } = await open()
  page.visibilityState = 'hidden'
  page.dispatchEvent(new Event('visibilitychange'))
  await wait(100_000)
  expect(state.calls).toBe(1)
  state.unread = 1
  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  await wait(0)
  expect(session.person?.unreadNotices).toBe(1)
  app.unmount()
  await wait(100_000)
  expect(state.calls).toBe(2)
})
