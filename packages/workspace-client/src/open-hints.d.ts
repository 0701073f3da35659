import type { Random } from '@weft/kernel'
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
/** Listens for hints until it is disposed of, coming back after a lost line and staying away after a refusal. */
export declare function openHints(options: HintOptions): {
  readonly dispose: () => void
}
