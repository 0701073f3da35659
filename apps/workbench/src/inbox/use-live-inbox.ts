import { onScopeDispose, watch } from 'vue'
import { useSession } from '../session/session.store.ts'

const everyMs = 20_000

/** Keeps the count of unread notices as it is now: looked for while the page is in sight, and when it comes back into sight. */
export function useLiveInbox(
  page: Pick<Document, 'visibilityState'> & EventTarget = document,
): void {
  const session = useSession()
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const start = (): void => {
    stop()
    if (session.person && page.visibilityState === 'visible')
      timer = setInterval(() => void session.look(), everyMs)
  }
  const onSight = (): void => {
    if (session.person && page.visibilityState === 'visible') void session.look()
    start()
  }
  watch(() => session.person?.id, start, { immediate: true })
  page.addEventListener('visibilitychange', onSight)
  onScopeDispose(() => {
    stop()
    page.removeEventListener('visibilitychange', onSight)
  })
}
