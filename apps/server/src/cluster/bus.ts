/** What hears one topic of a bus. */
export interface BusListener {
  signal(bytes: Uint8Array): void
  /** Signals arrive from now on: at first, and again after every time the bus was away. */
  live(): void
}

/**
 * Carries signals between equal servers, back to their sender too. It promises nothing: a signal may be
 * lost, doubled, late or out of order, and whoever hears it must come to the same without it.
 */
export interface Bus {
  /** The largest signal that may be published. */
  readonly signalBytes: number
  /** Sends a signal to everybody who hears the topic; it is dropped while the bus is away. */
  publish(topic: string, bytes: Uint8Array): void
  /** Hears a topic until the returned function is called. */
  listen(topic: string, listener: BusListener): () => void
  /** Gives up a connection that looks open but carries nothing. */
  reconnect(): void
  close(): Promise<void>
}
