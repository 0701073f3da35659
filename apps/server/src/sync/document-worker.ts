import { parentPort } from 'node:worker_threads'
import {
  packParts,
  unpackParts,
  type DocumentAnswer,
  type DocumentResult,
  type DocumentTask,
} from './document-messages.ts'
import { answerFrom, snapshotOf, surveyStored } from './document-work.ts'

const port = parentPort
if (!port) throw new Error('This work is done only in a worker thread')

function work(task: DocumentTask): DocumentResult {
  const [snapshot = new Uint8Array(), ...updates] = unpackParts(task.parts)
  const stored = { snapshot, updates }
  switch (task.kind) {
    case 'snapshot':
      // A copy: the bytes leave this thread with the buffer they lie in.
      return { kind: 'snapshot', snapshot: Uint8Array.from(snapshotOf(stored)) }
    case 'survey':
      return { kind: 'survey', index: surveyStored(stored).toParts() }
    case 'answer':
      return { kind: 'answer', pieces: packParts(answerFrom(stored, task.stateVector)) }
  }
}

function buffersOf(result: DocumentResult): ArrayBuffer[] {
  if (result.kind === 'snapshot') return [result.snapshot.buffer]
  return result.kind === 'answer' ? [result.pieces.bytes.buffer] : []
}

port.on('message', (task: DocumentTask) => {
  try {
    const result = work(task)
    port.postMessage({ ok: true, result } satisfies DocumentAnswer, buffersOf(result))
  } catch (cause) {
    port.postMessage({ ok: false, error: String(cause) } satisfies DocumentAnswer)
  }
})
