import type { EngineState } from './query-engine.ts'

/** What can happen to the engine's worker. */
export type EngineEvent = 'opened' | 'died' | 'gave-up' | 'asked'

/** Every state answers every event; `null` says the event cannot change this state. */
export const nextEngineState: Readonly<
  Record<EngineState, Readonly<Record<EngineEvent, EngineState | null>>>
> = {
  loading: { opened: 'ready', died: null, 'gave-up': 'failed', asked: null },
  ready: { opened: null, died: 'restarting', 'gave-up': null, asked: null },
  restarting: { opened: 'ready', died: null, 'gave-up': 'failed', asked: null },
  failed: { opened: null, died: null, 'gave-up': null, asked: 'loading' },
}
