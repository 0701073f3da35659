import {
  packParts,
  unpackParts,
  type DocumentResult,
  type DocumentTask,
} from './document-messages.ts'
import {
  DocumentThread,
  threadLimits,
  type StartThread,
  type ThreadLimits,
} from './document-thread.ts'
import { workHere, type DocumentWork, type StoredParts } from './document-work.ts'
import { StoredIndex } from './stored-index.ts'

/** Work that can be ended. */
export interface OpenDocumentWork extends DocumentWork {
  dispose(): Promise<void>
}

/** How work is divided between the event loop and threads. */
export interface DocumentWorkSettings {
  readonly limits?: Partial<ThreadLimits>
  readonly start?: StartThread
  /** Documents of so many bytes and rows are done at once, in a millisecond or two. */
  readonly smallBytes?: number
  readonly smallRows?: number
}

function packed({ snapshot, updates }: StoredParts) {
  return packParts([snapshot, ...updates])
}

type ResultOf<K extends DocumentTask['kind']> = Extract<DocumentResult, { kind: K }>

async function ask<K extends DocumentTask['kind']>(
  thread: DocumentThread,
  task: Extract<DocumentTask, { kind: K }>,
): Promise<ResultOf<K>> {
  return (await thread.run(task)) as ResultOf<K>
}

/**
 * Does the work on large documents in two threads, so that nobody's typing waits for it: one for what people
 * wait for, one for snapshots, which nobody does.
 */
export function openDocumentWork(settings: DocumentWorkSettings = {}): OpenDocumentWork {
  const { smallBytes = 64 * 1024, smallRows = 200, start } = settings
  const limits = { ...threadLimits, ...settings.limits }
  const front = new DocumentThread(limits, start)
  const back = new DocumentThread(limits, start)
  const isSmall = ({ snapshot, updates }: StoredParts): boolean =>
    updates.length <= smallRows &&
    updates.reduce((sum, { length }) => sum + length, snapshot.length) <= smallBytes
  return {
    snapshot: async (stored) => {
      if (isSmall(stored)) return workHere.snapshot(stored)
      return (await ask(back, { kind: 'snapshot', parts: packed(stored) })).snapshot
    },
    survey: async (stored) => {
      if (isSmall(stored)) return workHere.survey(stored)
      const { index } = await ask(front, { kind: 'survey', parts: packed(stored) })
      return StoredIndex.fromParts(index)
    },
    answer: async (stored, stateVector) => {
      if (isSmall(stored)) return workHere.answer(stored, stateVector)
      const task = { kind: 'answer', parts: packed(stored), stateVector } as const
      return unpackParts((await ask(front, task)).pieces)
    },
    dispose: async () => {
      await Promise.all([front.dispose(), back.dispose()])
    },
  }
}
