import { encodeMissingMessage, encodeUpdateMessage } from '@weft/sync-protocol'
import type { Clock } from '@weft/kernel'
import type { Connection } from './connection.ts'
import type { StoredContent } from './stored-content.ts'

/** How a feed treats a reader that does not keep up. */
export interface FeedLimits {
  /** Bytes that may wait for a reader before it is sent nothing new. */
  readonly aheadBytes: number
  /** Bytes that may wait for it at all; one message alone may be larger. */
  readonly bufferedBytes: number
  /** How long a reader may take nothing at all. */
  readonly stalledMs: number
}

const lookAgainMs = 20

/**
 * Sends a reader what is stored, as fast as it reads. One that falls behind is not sent what it would not
 * take: it catches up from the log, joined into few messages, and is let go when it takes nothing at all.
 */
export class ReaderFeed {
  readonly #connection: Connection
  readonly #content: StoredContent
  readonly #limits: FeedLimits
  readonly #now: Clock
  #questions: Uint8Array[] = []
  #messages: Uint8Array[] = []
  #sentThrough = 0
  #behind = false
  #over = false

  constructor(connection: Connection, content: StoredContent, limits: FeedLimits, now: Clock) {
    this.#connection = connection
    this.#content = content
    this.#limits = limits
    this.#now = now
  }

  /** Gives a reader that keeps up the messages of a group; `before` is the number of the last one stored before it. */
  offer(messages: readonly Uint8Array[], before: number): void {
    if (this.#behind || this.#over) return
    const size = messages.reduce((sum, { length }) => sum + length, 0)
    const buffered = this.#connection.bufferedBytes()
    const isMuch = buffered + size > this.#limits.bufferedBytes
    if (buffered > this.#limits.aheadBytes || (isMuch && (buffered > 0 || messages.length > 1))) {
      this.#sentThrough = before
      this.#catchUp()
      return
    }
    for (const message of messages) this.#connection.send(message)
  }

  /** Answers a state vector; what is stored meanwhile follows the answer. */
  ask(stateVector: Uint8Array): void {
    // Whoever asks again before the answer has come is answered once, by what they knew last.
    this.#questions.length = 0
    this.#questions.push(stateVector)
    if (this.#behind) return
    this.#sentThrough = this.#content.through
    this.#catchUp()
  }

  dispose(): void {
    this.#over = true
    this.#messages = []
    this.#questions = []
  }

  #catchUp(): void {
    this.#behind = true
    this.#run()
      .catch(() => this.#connection.close('store-failed'))
      .finally(() => {
        this.#behind = false
      })
  }

  async #run(): Promise<void> {
    while (!this.#over) {
      await this.#sendAll()
      const question = this.#questions.shift()
      if (question) await this.#prepareAnswer(question)
      else if (this.#sentThrough < this.#content.through) await this.#prepareLater()
      else return
    }
  }

  async #prepareAnswer(question: Uint8Array): Promise<void> {
    const { pieces, through } = await this.#content.answer(question)
    // Synced means everything has arrived: only the last piece is the answer.
    const last = pieces.length - 1
    this.#messages = pieces.map((piece, index) =>
      index < last ? encodeUpdateMessage(piece) : encodeMissingMessage(piece),
    )
    this.#sentThrough = through
  }

  async #prepareLater(): Promise<void> {
    const known = this.#content.through
    const { pieces, through } = await this.#content.after(this.#sentThrough)
    this.#messages = pieces.map(encodeUpdateMessage)
    // What was known to be stored is in the log, so it has been read whatever the log says of its end.
    this.#sentThrough = Math.max(known, through)
  }

  async #sendAll(): Promise<void> {
    let waiting = this.#connection.bufferedBytes()
    let movedAt = this.#now()
    while (!this.#over) {
      const buffered = this.#connection.bufferedBytes()
      if (buffered < waiting) movedAt = this.#now()
      waiting = buffered
      const message = this.#messages[0]
      if (!message && buffered <= this.#limits.aheadBytes) return
      if (message && this.#fits(message, buffered)) {
        this.#messages.shift()
        this.#connection.send(message)
        movedAt = this.#now()
        waiting = this.#connection.bufferedBytes()
      } else if (this.#now() - movedAt > this.#limits.stalledMs) {
        this.#connection.close('too-slow')
        return
      } else await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    }
  }

  #fits({ length }: Uint8Array, buffered: number): boolean {
    const { aheadBytes, bufferedBytes } = this.#limits
    return buffered === 0 || (buffered <= aheadBytes && buffered + length <= bufferedBytes)
  }
}
