import type { Outcome } from '@weft/kernel'
import type { Column, Schema } from '@weft/pipeline-model'
import type { NativeCell } from './cell.ts'

export type { NativeCell } from './cell.ts'

/** A result as rows of plain cells. */
export interface NativeTable {
  readonly schema: Schema
  readonly rows: readonly (readonly NativeCell[])[]
}

/** A result as an Arrow IPC stream; its schema is what the stream holds. */
export interface ArrowTable {
  readonly schema: Schema
  readonly rows: number
  readonly bytes: Uint8Array
}

/** The native twin of the browser's engine: one private database in memory. */
export interface NativeEngine {
  /** Reads a CSV file; with columns their types are binding, without they are found out. */
  loadCsv(table: string, path: string, columns: readonly Column[] | null): Promise<Outcome<Schema>>
  /** From here on neither files nor network can be reached and no setting can change. */
  lock(): Promise<void>
  /** Runs one statement; refused with `engine.failed` or `engine.took-too-long`. */
  run(sql: string): Promise<Outcome<NativeTable>>
  toArrow(sql: string): Promise<Outcome<ArrowTable>>
  dispose(): void
}

/** Bounds of an engine. */
export interface NativeEngineSettings {
  readonly memoryLimitMb: number
  /** A statement that runs longer is stopped; 60 s unless told. */
  readonly timeoutMs?: number
}
