import type { Schema } from '@weft/pipeline-model'

/** An output of the pipeline as widgets see it: a table of the engine and its columns. */
export interface OutputTable {
  readonly table: string
  readonly schema: Schema
}

/** The outputs an app can be bound to, by name. */
export type Outputs = Readonly<Record<string, OutputTable>>

/** The output of this name; a name that only a prototype knows is none. */
export function findOutput(outputs: Outputs, name: string | null): OutputTable | null {
  if (name === null || !Object.hasOwn(outputs, name)) return null
  return outputs[name] ?? null
}
