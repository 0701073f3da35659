import { answer, CancelledError, type Answer } from './answer.ts'
import { nameTrouble } from './name-trouble.ts'
import { openDuckDb, type OpenDuckDb } from './open-duckdb.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'
import { sealScope } from './seal-scope.ts'

/** The part of a worker's scope this script uses; everything that reaches outside is gone before the first statement. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<EngineRequest>) => void) | null
  postMessage(message: EngineReply, transfer: Transferable[]): void
}

/** Puts together what comes in pieces. */
function openPieces() {
  let pieces: Uint8Array[] = []
  return {
    add: ({ bytes, isFirst }: { readonly bytes: Uint8Array; readonly isFirst: boolean }) => {
      pieces = isFirst ? [bytes] : [...pieces, bytes]
    },
    /** The bytes that came before, with the last of them. */
    whole: (last: Uint8Array): Uint8Array => {
      if (pieces.length === 0) return last
      const all = [...pieces, last]
      pieces = []
      const bytes = new Uint8Array(all.reduce((sum, { byteLength }) => sum + byteLength, 0))
      let at = 0
      for (const piece of all) {
        bytes.set(piece, at)
        at += piece.byteLength
      }
      return bytes
    },
  }
}

function startWorker(scope: WorkerScope): void {
  let db: OpenDuckDb | null = null
  let cancelled = false
  const pieces = openPieces()
  const breath = new MessageChannel()

  const breathe = () =>
    new Promise<boolean>((resolve) => {
      breath.port1.onmessage = () => resolve(cancelled)
      breath.port2.postMessage(null)
    })

  const obey = async (
    request: Exclude<EngineRequest, { kind: 'cancel' | 'piece' }>,
  ): Promise<Answer> => {
    if (request.kind === 'open') {
      db = await openDuckDb(request.module, request.memoryLimitBytes)
      sealScope(globalThis)
      return { description: null, parts: [], usedBytes: null }
    }
    if (!db) throw new Error('The engine was asked before it was opened.')
    return request.kind === 'insert'
      ? answer(db, { ...request, bytes: pieces.whole(request.bytes) }, breathe)
      : answer(db, request, breathe)
  }

  const reply = (message: EngineReply) => {
    const buffers = message.ok ? [...message.parts, message.description] : []
    scope.postMessage(
      message,
      buffers.flatMap((part) => (part?.buffer instanceof ArrayBuffer ? [part.buffer] : [])),
    )
  }

  scope.onmessage = ({ data: request }) => {
    if (request.kind === 'cancel') {
      cancelled = true
      return
    }
    if (request.kind === 'piece') {
      pieces.add(request)
      return
    }
    cancelled = false
    const { id } = request
    obey(request).then(
      (done) => reply({ id, ok: true, ...done }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        const trouble = error instanceof CancelledError ? 'cancelled' : nameTrouble(error)
        reply({ id, ok: false, trouble, message })
      },
    )
  }
}

startWorker(globalThis as unknown as WorkerScope)
