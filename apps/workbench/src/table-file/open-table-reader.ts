import { refuse, type Outcome } from '@weft/kernel'
import { tableLimits, type ColumnChoice, type FileAnswers } from '@weft/table-files'
import type { FinishedTable } from './table-desk.ts'
import type { TablePreview } from './table-preview.ts'
import type { TableQuestion, TableReply } from './worker-protocol.ts'

/** What a reader needs of a worker; a browser's Worker has it. */
export interface TableWorker {
  postMessage(question: TableQuestion): void
  terminate(): void
  onmessage: ((event: MessageEvent<TableReply>) => unknown) | null
  onerror: ((event: ErrorEvent) => unknown) | null
}

/** Reads one file at a time beside the page; null answers a question that was taken back. */
export interface TableReader {
  read(file: File | null, answers: FileAnswers): Promise<Outcome<TablePreview> | null>
  type(choices: readonly ColumnChoice[]): Promise<Outcome<TablePreview> | null>
  finish(choices: readonly ColumnChoice[]): Promise<Outcome<FinishedTable> | null>
  /** Ends whatever is under way, whatever the worker does. */
  cancel(): void
}

type Answer = Exclude<TableReply, { readonly say: 'share' }>

function tooLarge({ size }: File): Outcome<never> {
  const megabyte = 1024 * 1024
  const megabytes = Math.ceil(size / megabyte)
  return refuse('table-file.too-large', { megabytes, limit: tableLimits.bytes / megabyte })
}

/** Opens a reader; its worker starts with the first file. */
export function openTableReader(
  startWorker: () => TableWorker,
  onShare: (share: number) => void,
): TableReader {
  let worker: TableWorker | null = null
  let settle: ((answer: Answer | null) => void) | null = null

  const answered = (answer: Answer | null): void => {
    settle?.(answer)
    settle = null
  }
  const end = (): void => {
    worker?.terminate()
    worker = null
  }
  const start = (): TableWorker => {
    const started = startWorker()
    started.onmessage = ({ data: reply }) => {
      if (reply.say === 'share') onShare(reply.share)
      else answered(reply)
    }
    started.onerror = (event) => {
      // A file that exhausts the worker's memory ends it; the page and the person's work stay.
      event.preventDefault()
      end()
      const reason = event.message || 'out of memory'
      answered({ say: 'preview', outcome: refuse('table-file.broken', { reason }) })
    }
    return started
  }
  const ask = (question: TableQuestion): Promise<Answer | null> => {
    answered(null)
    return new Promise((resolve) => {
      settle = resolve
      worker ??= start()
      worker.postMessage(question)
    })
  }
  const askPreview = async (question: TableQuestion): Promise<Outcome<TablePreview> | null> => {
    const answer = await ask(question)
    return answer?.say === 'preview' ? answer.outcome : null
  }
  return {
    read: async (file, answers) => {
      if (file && file.size > tableLimits.bytes) return tooLarge(file)
      // The file before may still be read: a new one does not wait for it.
      if (file) end()
      return askPreview({ ask: 'read', file, answers })
    },
    type: (choices) => askPreview({ ask: 'type', choices }),
    finish: async (choices) => {
      const answer = await ask({ ask: 'finish', choices })
      if (answer?.say === 'preview')
        return answer.outcome.ok ? null : { ok: false, failure: answer.outcome.failure }
      return answer?.say === 'finished' ? answer.outcome : null
    },
    cancel: () => {
      end()
      answered(null)
    },
  }
}
