import { closeReasons, type CloseName } from '@weft/sync-protocol'
import { WebSocket } from 'ws'

/** What ws closes with when a frame breaks the rules of web sockets, by our names. */
const names: Readonly<Record<number, CloseName>> = {
  1002: 'malformed',
  1003: 'malformed',
  1007: 'malformed',
  1008: 'too-fast',
  1009: 'too-large',
}

/**
 * A socket that says by name what ws finds wrong by itself. A client comes back after a code of the standard, and
 * would send the same again for ever.
 */
export class NamedSocket extends WebSocket {
  /** Set by the hub, which counts what is closed. */
  onNamed: ((name: CloseName) => void) | null = null

  override close(code?: number, reason?: string | Buffer): void {
    const name = code === undefined ? undefined : names[code]
    if (!name || this.readyState !== this.OPEN) {
      super.close(code, reason)
      return
    }
    this.onNamed?.(name)
    super.close(closeReasons[name].code, closeReasons[name].en)
  }
}
