import type { EngineReply, EngineRequest } from './worker/protocol.ts'

/** What the engine needs of a worker; a browser's Worker has it. */
export interface EngineWorker {
  postMessage(message: EngineRequest, transfer?: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<EngineReply>) => unknown) | null
  onerror: ((event: ErrorEvent) => unknown) | null
  onmessageerror: ((event: MessageEvent) => unknown) | null
}

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never

/** A request before it has its number. */
export type EngineQuestion = WithoutId<EngineRequest>

/** The line to one worker: questions go in, each gets its reply, also when the worker dies. */
export interface EngineLink {
  ask(question: EngineQuestion): Promise<EngineReply>
  /** Asks the worker to drop what it runs; it may be too busy to hear. */
  cancel(): void
  end(reason: string): void
}

/** More than this at once would hold up the page while it is copied. */
const pieceBytes = 8 * 1024 * 1024

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** Sends all but the last piece of a large table ahead, with a pause after each; gives what is left to send. */
async function sendAhead(
  worker: EngineWorker,
  bytes: Uint8Array,
  isEnded: () => boolean,
): Promise<Uint8Array> {
  let at = 0
  while (bytes.byteLength - at > pieceBytes && !isEnded()) {
    const piece = bytes.slice(at, at + pieceBytes)
    worker.postMessage({ kind: 'piece', bytes: piece, isFirst: at === 0 }, [piece.buffer])
    at += pieceBytes
    await pause()
  }
  return at === 0 ? bytes : bytes.slice(at)
}

/** Opens the line to a fresh worker. */
export function openEngineLink(worker: EngineWorker): EngineLink {
  const waiting = new Map<number, (reply: EngineReply) => void>()
  let lastId = 0
  let ended: string | null = null

  const end = (message: string) => {
    if (ended !== null) return
    ended = message
    worker.terminate()
    for (const [id, settle] of waiting) settle({ id, ok: false, trouble: 'dead', message })
    waiting.clear()
  }
  worker.onmessage = ({ data: reply }) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  }
  worker.onerror = (event) => end(event.message || 'the worker stopped')
  worker.onmessageerror = () => end('a message could not be read')

  const post = (question: EngineQuestion): Promise<EngineReply> =>
    new Promise((resolve) => {
      const id = ++lastId
      if (ended !== null) {
        resolve({ id, ok: false, trouble: 'dead', message: ended })
        return
      }
      waiting.set(id, resolve)
      worker.postMessage({ ...question, id })
    })

  return {
    ask: async (question) => {
      if (question.kind !== 'insert' || question.bytes.byteLength <= pieceBytes)
        return post(question)
      const bytes = await sendAhead(worker, question.bytes, () => ended !== null)
      return post({ ...question, bytes })
    },
    cancel: () => {
      if (ended === null) worker.postMessage({ kind: 'cancel' })
    },
    end,
  }
}
