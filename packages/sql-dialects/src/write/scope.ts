import { foldName } from '@weft/pipeline-model'
import { Uncarried } from '../uncarried.ts'
import type { Typed } from './dialect.ts'

/** A column of something a SELECT reads. */
export interface ScopeColumn {
  readonly name: string
  readonly type: string
  /** Whether it is a column of a table of the script, handed on unchanged. */
  readonly isStored: boolean
}

/** Something a SELECT reads, under the name it has there. */
export interface ScopeSource {
  readonly alias: string
  readonly columns: readonly ScopeColumn[]
}

/** What names mean inside a SELECT. */
export interface Scope {
  readonly sources: readonly ScopeSource[]
  /** Columns of a USING, which stand once for both sides. */
  readonly merged: ReadonlySet<string>
  /** The parameters of a lambda. */
  readonly locals: ReadonlyMap<string, Omit<Typed, 'node'>>
  /** What stands for calls of unnest, by their text. */
  readonly entries: ReadonlyMap<string, Omit<Typed, 'node'>>
  readonly outer: Scope | null
}

/** A scope without any names. */
export const emptyScope: Scope = {
  sources: [],
  merged: new Set(),
  locals: new Map(),
  entries: new Map(),
  outer: null,
}

const same = (a: string, b: string) => foldName(a) === foldName(b)

/** A column found by its name. */
export interface FoundColumn extends ScopeColumn {
  readonly source: ScopeSource
  readonly isMerged: boolean
}

function findHere(scope: Scope, table: string | null, name: string): readonly FoundColumn[] {
  return scope.sources
    .filter((source) => table === null || same(source.alias, table))
    .flatMap((source) =>
      source.columns
        .filter((column) => same(column.name, name))
        .map((column) => ({
          ...column,
          source,
          isMerged: table === null && scope.merged.has(foldName(column.name)),
        })),
    )
}

/** The column a name means; null where there is none. */
export function findColumn(scope: Scope, table: string | null, name: string): FoundColumn | null {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const found = findHere(at, table, name)
    if (found.length > 1 && !found[0]?.isMerged) throw new Uncarried('dialect.column-unclear', name)
    if (found[0]) return found[0]
  }
  return null
}
