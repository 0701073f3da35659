import type { Clock } from '@weft/kernel'

const sendEveryMs = 33

/** Sends at most every 33 ms: at once when it was quiet, otherwise once at the end of the span. */
export function openThrottle(now: Clock, send: () => void) {
  let sentAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  const fire = () => {
    timer = null
    sentAt = now()
    send()
  }
  return {
    ask: () => {
      if (timer !== null) return
      const wait = sentAt + sendEveryMs - now()
      if (wait <= 0) fire()
      else timer = setTimeout(fire, wait)
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
