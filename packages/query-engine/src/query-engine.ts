import type { Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { EngineProgressView } from './progress-board.ts'
import type { ResultTable } from './result-table.ts'
import type { LoadSource } from './source-shelf.ts'

/** What the engine is doing: starting for the first time, working, starting again, or unable to start. */
export type EngineState = 'loading' | 'ready' | 'restarting' | 'failed'

/** One step to be kept as a table: the SELECT and the tables it reads. */
export interface TableRecipe {
  readonly table: string
  readonly sql: string
  readonly inputs: readonly string[]
  /** True when it is worked out inside what reads it and takes no memory of its own. */
  readonly isView?: boolean
  /** True for a view that only names columns: reading it anew is free, and it is never stored. */
  readonly isFree?: boolean
  /** True when it has exactly the rows of its one input. */
  readonly keepsRows?: boolean
}

/** A table by name with its columns, for binding a statement before its inputs exist. */
export interface TableShape {
  readonly table: string
  readonly schema: Schema
}

/** Who asks, and how the asker takes the question back; a newer question of the same consumer overtakes an older one. */
export interface AskOptions {
  readonly consumer: string
  readonly signal?: AbortSignal | undefined
}

/** A table that was built: its rows and the time the building took (0 when it was there already). */
export interface Materialised {
  readonly rows: number
  readonly tookMs: number
}

/** The engine's state for views that show it. */
export interface EngineStateView {
  read(): EngineState
  onChange(listener: (state: EngineState) => void): () => void
}

/** The one DuckDB of a page: sealed in a worker, asked through a queue, started again when it dies. */
export interface QueryEngine {
  readonly state: EngineStateView
  /** How far the questions under way are, by consumer. */
  readonly progress: EngineProgressView
  /** Makes a dataset's table known; `load` gives its Arrow IPC stream when it is first needed and after it was dropped. */
  addSource(table: string, load: LoadSource): void
  /** The columns a statement gives over tables of these shapes, whether or not the tables exist. */
  describe(sql: string, inputs: readonly TableShape[]): Promise<Outcome<Schema>>
  /** Builds the target and whatever it needs that is not there yet; every recipe given is remembered for rebuilding. */
  materialise(
    steps: readonly TableRecipe[],
    target: string,
    options: AskOptions & {
      /** True to store the target even when it is a view, because it will be read often. */
      readonly isStored?: boolean | undefined
    },
  ): Promise<Outcome<Materialised>>
  /** Runs one SELECT after making sure the needed tables exist; a `glance` reads only a few of their rows. */
  query(
    sql: string,
    options: AskOptions & {
      readonly needs?: readonly string[] | undefined
      readonly glance?: boolean | undefined
    },
  ): Promise<Outcome<ResultTable>>
  dispose(): void
}
