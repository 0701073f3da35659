/** What hears one topic of a bus. */
export interface BusListener {
  notice(bytes: Uint8Array): void
  /** Notices arrive from now on: at first, and again after every time the bus was away. */
  live(): void
}

/**
 * Carries notices between equal servers, back to their sender too. It promises nothing: a notice may be
 * lost, doubled, late or out of order, and whoever hears it must come to the same without it.
 */
export interface Bus {
  /** The largest notice that may be published. */
  readonly noticeBytes: number
  /** Sends a notice to everybody who hears the topic; it is dropped while the bus is away. */
  publish(topic: string, bytes: Uint8Array): void
  /** Hears a topic until the returned function is called. */
  listen(topic: string, listener: BusListener): () => void
  /** Gives up a connection that looks open but carries nothing. */
  reconnect(): void
  close(): Promise<void>
}
