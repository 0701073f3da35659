import { accept, refuse, type Outcome } from '@weft/kernel'
import type { QueryEngine } from '@weft/query-engine'

/** The engine of a page that can show its first numbers without one. */
export interface EngineBehind {
  /** The engine, started at the first asking; a start that failed is tried again. */
  want(): Promise<Outcome<QueryEngine>>
  dispose(): void
}

/** Opens the way to an engine; `prepare` gets it before anybody asks it, `onFailed` hears whether it cannot be had. */
export function openEngineBehind(
  load: () => Promise<QueryEngine>,
  prepare: (engine: QueryEngine) => void,
  onFailed: (failed: boolean) => void,
): EngineBehind {
  let starting: Promise<Outcome<QueryEngine>> | null = null
  let disposed = false

  const start = async (): Promise<Outcome<QueryEngine>> => {
    try {
      const engine = await load()
      if (disposed) {
        engine.dispose()
        return refuse('engine.closed')
      }
      engine.state.onChange((state) => onFailed(state === 'failed'))
      prepare(engine)
      onFailed(engine.state.read() === 'failed')
      return accept(engine)
    } catch (cause) {
      starting = null
      onFailed(true)
      const message = cause instanceof Error ? cause.message : String(cause)
      return refuse('engine.not-started', { message })
    }
  }
  return {
    want: () => (starting ??= start()),
    dispose: () => {
      disposed = true
      void starting?.then((outcome) => outcome.ok && outcome.value.dispose())
    },
  }
}
