import { refuse, type Failure, type Outcome } from '@weft/kernel'

/** A job's turn with the engine: it looks here between steps and leaves when it was stopped. */
export interface Turn {
  stopped(): Failure | null
}

/** What a job does, and what it waits for before it asks for its turn. */
export interface AskWork<T> {
  /** Fetches what the job still lacks, while others use the engine; null when nothing is lacking. */
  prepare?(): Promise<Outcome<null>> | null
  /** Gives null when something was lacking after all: the job is prepared again and has another turn. */
  run(turn: Turn): Promise<Outcome<T> | null>
}

/** One job at a time; per consumer only the latest counts; a job that waits for a download lets others pass. */
export interface AskQueue {
  /** A job without a consumer is short, goes first and is never overtaken. */
  add<T>(
    asker: { readonly consumer: string | null; readonly signal?: AbortSignal | undefined },
    work: AskWork<T>,
  ): Promise<Outcome<T>>
  dispose(): void
}

/** One thing to do with the engine, for one consumer. */
interface Job {
  readonly consumer: string | null
  readonly prepare: () => Promise<Outcome<null>> | null
  isPreparing: boolean
  /** Resolves to false when the job must be prepared again. */
  run(): Promise<boolean>
  stop(failure: Failure): void
  /** True once the asker has its answer, a moment before the job leaves the engine. */
  isAnswered(): boolean
}

interface Settle<T> {
  resolve(outcome: Outcome<T>): void
  reject(reason: unknown): void
}

function makeJob<T>(consumer: string | null, work: AskWork<T>, settle: Settle<T>): Job {
  let stopped: Failure | null = null
  let answered = false
  return {
    consumer,
    prepare: () => work.prepare?.() ?? null,
    isPreparing: false,
    run: async () => {
      if (stopped) return true
      try {
        const outcome = await work.run({ stopped: () => stopped })
        if (outcome === null) return answered
        answered = true
        settle.resolve(outcome)
      } catch (error) {
        answered = true
        settle.reject(error)
      }
      return true
    },
    stop: (failure) => {
      stopped ??= failure
      answered = true
      settle.resolve({ ok: false, failure })
    },
    isAnswered: () => answered,
  }
}

class Line implements AskQueue {
  #waiting: readonly Job[] = []
  #running: Job | null = null
  #afterInterrupt: (() => void) | null = null
  readonly #interrupt: () => () => void

  constructor(interrupt: () => () => void) {
    this.#interrupt = interrupt
  }

  add<T>(
    { consumer, signal }: Parameters<AskQueue['add']>[0],
    work: AskWork<T>,
  ): Promise<Outcome<T>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        resolve(refuse('engine.cancelled'))
        return
      }
      if (consumer !== null) this.#overtake(consumer)
      const job = makeJob(consumer, work, { resolve, reject })
      const onAbort = () => this.#stop(job, 'engine.cancelled')
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting = consumer === null ? [job, ...this.#waiting] : [...this.#waiting, job]
      this.#next()
    })
  }

  dispose(): void {
    for (const job of this.#all()) this.#stop(job, 'engine.closed')
  }

  #all(): readonly Job[] {
    return this.#running ? [...this.#waiting, this.#running] : this.#waiting
  }

  #next(): void {
    for (const job of this.#waiting) {
      if (this.#running) return
      if (!job.isPreparing && !this.#prepare(job)) this.#run(job)
    }
  }

  /** True when the job has to wait for something; it comes back by itself. */
  #prepare(job: Job): boolean {
    const missing = job.prepare()
    if (missing === null) return false
    job.isPreparing = true
    void missing.then((outcome) => {
      job.isPreparing = false
      if (!outcome.ok) this.#leave(job, outcome.failure)
      this.#next()
    })
    return true
  }

  #run(job: Job): void {
    this.#running = job
    this.#waiting = this.#waiting.filter((other) => other !== job)
    void job.run().then((done) => {
      this.#afterInterrupt?.()
      this.#afterInterrupt = null
      this.#running = null
      if (!done) this.#waiting = [job, ...this.#waiting]
      this.#next()
    })
  }

  #leave(job: Job, failure: Failure): void {
    this.#waiting = this.#waiting.filter((other) => other !== job)
    if (!job.isAnswered()) job.stop(failure)
  }

  #stop(job: Job, code: string): void {
    if (job.isAnswered()) return
    this.#leave(job, refuse(code).failure)
    if (job === this.#running) this.#afterInterrupt ??= this.#interrupt()
  }

  #overtake(consumer: string): void {
    for (const job of this.#all()) {
      if (job.consumer === consumer) this.#stop(job, 'engine.overtaken')
    }
  }
}

/** Opens a queue; `interrupt` is called when the running job is stopped and gives what to call once it has left. */
export function openAskQueue(interrupt: () => () => void): AskQueue {
  return new Line(interrupt)
}
