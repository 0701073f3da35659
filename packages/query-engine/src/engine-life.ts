import { accept, refuse, type Outcome } from '@weft/kernel'
import { openEngineLink, type EngineLink, type EngineWorker } from './engine-link.ts'
import { nextEngineState, type EngineEvent } from './engine-states.ts'
import type { EngineState, EngineStateView } from './query-engine.ts'

/** What starts an engine. */
export interface EngineLifeDeps {
  readonly startWorker: () => EngineWorker
  readonly loadModule: () => Promise<WebAssembly.Module>
  readonly memoryLimitBytes: number
}

/** One engine through all its workers. */
export interface EngineLife {
  readonly state: EngineStateView
  /** The line to an open engine; starts one when there is none. */
  link(): Promise<Outcome<EngineLink>>
  /** Ends the worker; the next starts at once from the kept module. */
  restart(reason: string): void
  dispose(): void
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function start(
  deps: EngineLifeDeps,
  keep: (link: EngineLink) => void,
): Promise<Outcome<EngineLink>> {
  try {
    const module = await deps.loadModule()
    const link = openEngineLink(deps.startWorker())
    keep(link)
    const { memoryLimitBytes } = deps
    const reply = await link.ask({ kind: 'open', module, memoryLimitBytes })
    if (reply.ok) return accept(link)
    link.end(reply.message)
    return refuse('engine.not-started', { message: reply.message })
  } catch (error) {
    return refuse('engine.not-started', { message: messageOf(error) })
  }
}

/** Starts the engine and keeps it alive; `onFresh` is told whenever a new, empty engine takes over. */
export function openEngineLife(deps: EngineLifeDeps, onFresh: () => void): EngineLife {
  const listeners = new Set<(state: EngineState) => void>()
  let state: EngineState = 'loading'
  let current: EngineLink | null = null
  let opening: Promise<Outcome<EngineLink>> | null = null
  let disposed = false

  const happen = (event: EngineEvent) => {
    const next = nextEngineState[state][event]
    if (next === null || disposed) return
    state = next
    for (const listener of listeners) listener(next)
  }

  const begin = () => {
    onFresh()
    const attempt = start(deps, (link) => {
      current = link
      if (disposed) link.end('closed')
    }).then((outcome) => {
      if (opening === attempt) happen(outcome.ok ? 'opened' : 'gave-up')
      return outcome
    })
    opening = attempt
    return attempt
  }
  void begin()

  return {
    state: {
      read: () => state,
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    link: () => {
      if (disposed) return Promise.resolve(refuse('engine.closed'))
      if (state === 'failed') {
        happen('asked')
        return begin()
      }
      return opening ?? begin()
    },
    restart: (reason) => {
      // A worker that is only opening has nothing to be ended for.
      if (disposed || state !== 'ready') return
      current?.end(reason)
      happen('died')
      void begin()
    },
    dispose: () => {
      disposed = true
      current?.end('closed')
      listeners.clear()
    },
  }
}
