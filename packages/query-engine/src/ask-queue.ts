import { refuse, type Failure, type Outcome } from '@weft/kernel'

/** A job's turn with the engine: it looks here between steps and leaves when it was stopped. */
export interface Turn {
  stopped(): Failure | null
}

/** One thing to do with the engine, for one consumer. */
interface Job {
  readonly consumer: string | null
  run(): Promise<void>
  stop(failure: Failure): void
  /** True once the asker has its answer, a moment before the job leaves the engine. */
  isAnswered(): boolean
}

/** One job at a time; per consumer only the latest counts. */
export interface AskQueue {
  /** A job without a consumer is short, goes first and is never overtaken. */
  add<T>(
    asker: { readonly consumer: string | null; readonly signal?: AbortSignal | undefined },
    work: (turn: Turn) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>
  dispose(): void
}

function makeJob<T>(
  consumer: string | null,
  work: (turn: Turn) => Promise<Outcome<T>>,
  settle: { resolve: (outcome: Outcome<T>) => void; reject: (reason: unknown) => void },
): Job {
  let stopped: Failure | null = null
  let answered = false
  return {
    consumer,
    run: async () => {
      if (stopped) return
      try {
        const outcome = await work({ stopped: () => stopped })
        answered = true
        settle.resolve(outcome)
      } catch (error) {
        settle.reject(error)
      }
    },
    stop: (failure) => {
      stopped ??= failure
      answered = true
      settle.resolve({ ok: false, failure })
    },
    isAnswered: () => answered,
  }
}

/** Opens a queue; `interrupt` is called when the running job is stopped and gives what to call once it has left. */
export function openAskQueue(interrupt: () => () => void): AskQueue {
  let waiting: Job[] = []
  let running: Job | null = null
  let afterInterrupt: (() => void) | null = null

  const next = () => {
    if (running) return
    const job = waiting.shift()
    if (!job) return
    running = job
    void job.run().then(() => {
      afterInterrupt?.()
      afterInterrupt = null
      running = null
      next()
    })
  }

  const stop = (job: Job, code: string) => {
    if (job.isAnswered()) return
    job.stop(refuse(code).failure)
    if (job === running) afterInterrupt ??= interrupt()
    waiting = waiting.filter((other) => other !== job)
  }

  const overtake = (consumer: string) => {
    for (const job of [...waiting, ...(running ? [running] : [])]) {
      if (job.consumer === consumer) stop(job, 'engine.overtaken')
    }
  }

  return {
    add: ({ consumer, signal }, work) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          resolve(refuse('engine.cancelled'))
          return
        }
        if (consumer !== null) overtake(consumer)
        let left = false
        const job = makeJob(consumer, work, {
          resolve: (outcome) => {
            left = true
            resolve(outcome)
          },
          reject,
        })
        signal?.addEventListener(
          'abort',
          () => {
            if (!left) stop(job, 'engine.cancelled')
          },
          { once: true },
        )
        waiting = consumer === null ? [job, ...waiting] : [...waiting, job]
        next()
      }),
    dispose: () => {
      for (const job of [...waiting, ...(running ? [running] : [])]) stop(job, 'engine.closed')
    },
  }
}
