import type { LocalText } from '@weft/kernel'
import type { ColumnType } from 'kysely'
import type { Json } from './account-tables.ts'

/** Why a version was made. */
export type VersionKind = 'started' | 'automatic' | 'named' | 'restored' | 'released' | 'merged'

/** One change of a version, with whoever made it; both are null where nobody can be told. */
export interface KeptChange {
  readonly change: 'added' | 'removed' | 'changed'
  readonly type: string
  readonly id: string
  readonly parent: string | null
  readonly list: string | null
  /** The kind of the step or widget. */
  readonly kind: string | null
  readonly title: LocalText
  readonly fields: readonly string[]
  /** The steps a connection joins, by what they are called. */
  readonly joins: readonly (readonly [kind: string, title: LocalText])[]
  readonly person: string | null
  readonly organisation: string | null
}

export interface VersionRow {
  workspace: string
  number: number
  at: Date
  kind: VersionKind
  /** Who made it; null for the space itself. */
  person: string | null
  organisation: string | null
  /** The content as canonical JSON, gzipped. */
  content: Uint8Array
  content_hash: string
  /** What differs from the version before, moves left out. */
  changes: Json<readonly KeptChange[]>
  restored_from: number | null
}

/** A name somebody gave a version; the newest counts. */
export interface VersionNameRow {
  workspace: string
  number: number
  title: Json<LocalText>
  person: string
  organisation: string
  at: Date
}

/** From which clock on a window's edits were sent by whom. */
export interface DocumentWriterRow {
  document: string
  client: ColumnType<number, number, number>
  clock: number
  person: string
  organisation: string
  since: Date
}

/** The tables of the history module. */
export interface HistoryTables {
  version: VersionRow
  version_name: VersionNameRow
  document_writer: DocumentWriterRow
}
