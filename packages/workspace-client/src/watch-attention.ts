import type { Clock } from '@weft/kernel'
import type { Attention } from './presence-state.ts'

/** How long somebody gives no sign before they count as idle. */
const idleAfterMs = 180_000
const checkEveryMs = 5_000
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** The page whose input tells that somebody is there. */
export interface WatchedPage extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly document?: Pick<Document, 'visibilityState'> | undefined
}

/** Tells whenever somebody begins or ceases to be at their screen; without a page, they always are. */
export function watchAttention(
  page: WatchedPage | undefined,
  now: Clock,
  tell: (attention: Attention) => void,
): () => void {
  if (!page) return () => undefined
  let signedAt = now()
  let told: Attention = 'here'
  const check = () => {
    const isHidden = page.document?.visibilityState === 'hidden'
    const next = isHidden ? 'away' : now() - signedAt >= idleAfterMs ? 'idle' : 'here'
    if (next === told) return
    told = next
    tell(next)
  }
  const sign = () => {
    signedAt = now()
    if (told !== 'here') check()
  }
  // Who comes back to the page looks at it.
  const turn = () => {
    if (page.document?.visibilityState !== 'hidden') signedAt = now()
    check()
  }
  const heard = { capture: true, passive: true }
  for (const name of signs) page.addEventListener(name, sign, heard)
  page.addEventListener('visibilitychange', turn)
  const timer = setInterval(check, checkEveryMs)
  check()
  return () => {
    clearInterval(timer)
    for (const name of signs) page.removeEventListener(name, sign, heard)
    page.removeEventListener('visibilitychange', turn)
  }
}
