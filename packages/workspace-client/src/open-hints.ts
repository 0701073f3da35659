import type { Random } from '@weft/kernel'
import { mayReconnect } from '@weft/sync-protocol'

/** What hints need from outside. */
export interface HintOptions {
  /** The whole address, e.g. `wss://space.example/hints/ws_…`. */
  readonly url: string
  /** There may be something new to read: also told whenever the line was made anew, for what was missed meanwhile. */
  readonly onHint: () => void
  readonly random: Random
  /** The socket class; the browser's own when not given. */
  readonly socket?: typeof WebSocket
}

const longestWaitMs = 30_000
const firstWaitMs = 500

/** Listens for hints until it is disposed of, coming back after a lost line and staying away after a refusal. */
export function openHints(options: HintOptions): { readonly dispose: () => void } {
  const { url, onHint, random, socket: Socket = WebSocket } = options
  let isOver = false
  let failures = 0
  let line: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const connect = (): void => {
    const mine = new Socket(url)
    line = mine
    mine.addEventListener('open', () => {
      failures = 0
      onHint()
    })
    mine.addEventListener('message', () => {
      if (!isOver) onHint()
    })
    mine.addEventListener('close', ({ code }) => {
      if (isOver || !mayReconnect(code)) return
      failures += 1
      // Everybody's line ends at once when a server restarts: spread their return.
      const waitMs = Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs)
      timer = setTimeout(connect, waitMs * (0.5 + random() / 2))
    })
  }
  connect()
  return {
    dispose: () => {
      isOver = true
      clearTimeout(timer)
      line?.close()
    },
  }
}
