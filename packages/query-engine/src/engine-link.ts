import type { EngineReply, EngineRequest } from './worker/protocol.ts'

/** What the engine needs of a worker; a browser's Worker has it. */
export interface EngineWorker {
  postMessage(message: EngineRequest): void
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

  return {
    ask: (question) =>
      new Promise((resolve) => {
        const id = ++lastId
        if (ended !== null) {
          resolve({ id, ok: false, trouble: 'dead', message: ended })
          return
        }
        waiting.set(id, resolve)
        worker.postMessage({ ...question, id })
      }),
    cancel: () => {
      if (ended === null) worker.postMessage({ kind: 'cancel' })
    },
    end,
  }
}
