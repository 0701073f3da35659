import { Worker } from 'node:worker_threads'
import type { DocumentAnswer, DocumentResult, DocumentTask } from './document-messages.ts'

/** How a thread is kept in bounds. */
export interface ThreadLimits {
  /** A task that takes longer ends the thread; the next one gets a new thread. */
  readonly taskMs: number
  /** How long a thread without work is kept. */
  readonly idleMs: number
  /** A document whose work needs more memory ends the thread, never the server. */
  readonly memoryMb: number
}

/** The limits of the product. */
export const threadLimits: ThreadLimits = { taskMs: 120_000, idleMs: 30_000, memoryMb: 1024 }

/** What a thread needs to be started; tests start ones that fail. */
export type StartThread = (memoryMb: number) => Worker

// Built, the worker lies beside the main file; from source it is TypeScript, which Node reads only through tsx.
function startDocumentThread(memoryMb: number): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./document-worker.js', import.meta.url), { resourceLimits })
  }
  const source = JSON.stringify(new URL('./document-worker.ts', import.meta.url).href)
  const start = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`
  return new Worker(start, { eval: true, resourceLimits })
}

interface Job {
  readonly task: DocumentTask
  readonly resolve: (result: DocumentResult) => void
  readonly reject: (cause: Error) => void
}

/** A thread that does one task after the other; it is started when there is work, and ended when there is none. */
export class DocumentThread {
  readonly #limits: ThreadLimits
  readonly #start: StartThread
  readonly #jobs: Job[] = []
  #worker: Worker | null = null
  #timer: NodeJS.Timeout | null = null
  #over = false

  constructor(limits: ThreadLimits = threadLimits, start: StartThread = startDocumentThread) {
    this.#limits = limits
    this.#start = start
  }

  /** Does a task after those asked for before; the buffer of its parts is given away. */
  run(task: DocumentTask): Promise<DocumentResult> {
    return new Promise((resolve, reject) => {
      if (this.#over) {
        reject(new Error('Work on documents has ended'))
        return
      }
      this.#jobs.push({ task, resolve, reject })
      if (this.#jobs.length === 1) this.#next()
    })
  }

  async dispose(): Promise<void> {
    this.#over = true
    await this.#end(new Error('Work on documents has ended'))
    for (const { reject } of this.#jobs.splice(0)) {
      reject(new Error('Work on documents has ended'))
    }
  }

  #next(): void {
    this.#clearTimer()
    const job = this.#jobs[0]
    if (!job) {
      this.#timer = setTimeout(() => void this.#end(null), this.#limits.idleMs)
      this.#timer.unref()
      return
    }
    const worker = this.#worker ?? this.#open()
    this.#timer = setTimeout(() => {
      void this.#end(new Error(`Work on a document took more than ${this.#limits.taskMs} ms`))
    }, this.#limits.taskMs)
    worker.postMessage(job.task, [job.task.parts.bytes.buffer, job.task.parts.lengths.buffer])
  }

  #open(): Worker {
    const worker = this.#start(this.#limits.memoryMb)
    // A server that ends does not wait for it.
    worker.unref()
    worker.on('message', (answer: DocumentAnswer) => {
      if (worker !== this.#worker) return
      this.#answered(answer)
    })
    worker.on('error', (cause) => {
      if (worker === this.#worker) void this.#end(new Error('The thread failed', { cause }))
    })
    worker.on('exit', () => {
      if (worker === this.#worker) void this.#end(new Error('The thread has ended'))
    })
    this.#worker = worker
    return worker
  }

  #answered(answer: DocumentAnswer): void {
    const job = this.#jobs.shift()
    if (answer.ok) job?.resolve(answer.result)
    else job?.reject(new Error(answer.error))
    this.#next()
  }

  /** Ends the thread; the task it was at fails, those behind it get a new thread. */
  async #end(cause: Error | null): Promise<void> {
    this.#clearTimer()
    const worker = this.#worker
    this.#worker = null
    if (cause) this.#jobs.shift()?.reject(cause)
    if (this.#jobs.length > 0 && !this.#over) this.#next()
    await worker?.terminate()
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
