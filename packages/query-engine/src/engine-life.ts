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
  /** Ends the worker; the spare takes over, or the next starts at once from the kept module. */
  restart(reason: string): void
  /** Opens a spare engine, so that a restart need not wait for one. */
  warm(): void
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

/** An engine that waits to take over. */
interface Spare {
  take(): Promise<Outcome<EngineLink>>
  dispose(): void
}

function openSpare(deps: EngineLifeDeps, keep: (link: EngineLink) => void): Spare {
  let spare: EngineLink | null = null
  let isUnwanted = false
  const opening = start(deps, (link) => {
    spare = link
    if (isUnwanted) link.end('closed')
  })
  return {
    take: async () => {
      if (spare) keep(spare)
      const opened = await opening
      if (!opened.ok) return start(deps, keep)
      keep(opened.value)
      return opened
    },
    dispose: () => {
      isUnwanted = true
      spare?.end('closed')
    },
  }
}

function viewOf(
  read: () => EngineState,
  listeners: Set<(state: EngineState) => void>,
): EngineStateView {
  return {
    read,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Starts the engine and keeps it alive; `onFresh` is told whenever a new, empty engine takes over. */
export function openEngineLife(deps: EngineLifeDeps, onFresh: () => void): EngineLife {
  const listeners = new Set<(state: EngineState) => void>()
  let state: EngineState = 'loading'
  let current: EngineLink | null = null
  let opening: Promise<Outcome<EngineLink>> | null = null
  let spare: Spare | null = null
  let disposed = false

  const happen = (event: EngineEvent) => {
    const next = nextEngineState[state][event]
    if (next === null || disposed) return
    state = next
    for (const listener of listeners) listener(next)
  }

  const adopt = (link: EngineLink) => {
    current = link
    if (disposed) link.end('closed')
  }
  const begin = () => {
    onFresh()
    const starting = spare ? spare.take() : start(deps, adopt)
    spare = null
    const attempt = starting.then((outcome) => {
      if (opening === attempt) happen(outcome.ok ? 'opened' : 'gave-up')
      return outcome
    })
    opening = attempt
    return attempt
  }
  void begin()

  return {
    state: viewOf(() => state, listeners),
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
    warm: () => {
      if (!disposed && state === 'ready') spare ??= openSpare(deps, adopt)
    },
    dispose: () => {
      disposed = true
      current?.end('closed')
      spare?.dispose()
      listeners.clear()
    },
  }
}
