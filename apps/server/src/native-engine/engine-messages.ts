import type { NativeEngine, NativeEngineSettings } from './native-engine.ts'

/** What may be asked of an engine in its thread. */
export type EngineMethod = 'loadCsv' | 'lock' | 'run' | 'toArrow'

/** One call, by number. */
export type EngineCall = {
  [M in EngineMethod]: {
    readonly id: number
    readonly method: M
    readonly args: Parameters<NativeEngine[M]>
  }
}[EngineMethod]

/** The answer to a call; a bug of the engine arrives as its message. */
export type EngineAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }

/** What the thread is started with. */
export interface EngineThreadStart {
  readonly settings: NativeEngineSettings
}
