import type { WorkspaceRole } from '@weft/access-rules'
import type { LocalText } from '@weft/kernel'
import type { Generated } from 'kysely'
import type { Json } from './account-tables.ts'

export interface SyncDocumentRow {
  id: string
  snapshot: Uint8Array
  /** Of the snapshot; null in rows that are older than checksums. */
  checksum: number | null
  snapshot_through: number
  through: number
  changed_at: Date
  /** True when the document lives on in a file, and this row is only its beginning. */
  in_file: Generated<boolean>
}

export interface SyncUpdateRow {
  document: string
  number: number
  bytes: Uint8Array
  checksum: number | null
  /** Empty when the server itself wrote it, or when it is older than this column. */
  person: Generated<string>
  organisation: Generated<string>
  /** How many edits the update holds. */
  edits: Generated<number>
  at: Date | null
}

/** What compacted updates of one person came to. */
export interface SyncContributionRow {
  document: string
  person: string
  organisation: string
  edits: number
  size_bytes: number
  last_at: Date | null
}

/** An update whose checksum was wrong. */
export interface SyncQuarantineRow {
  document: string
  number: number
  bytes: Uint8Array
  checksum: number | null
  person: string
  organisation: string
  found_at: Date
}

/** A table somebody brought into a workspace as a file. */
export interface WorkspaceTableRow {
  workspace: string
  /** Blob of the Arrow stream. */
  digest: string
  /** Blob of the same rows as CSV, for the native engine. */
  csv: string
  columns: Json<{ name: string; type: string }[]>
  rows: number
  size_bytes: number
  person: string
  organisation: string
  added_at: Date
}

export interface WorkspaceRow {
  id: string
  app: string
  title: Json<LocalText>
  scenario: string | null
  person: string
  organisation: string
  started_at: Date
}

export interface WorkspaceOrganisationRow {
  workspace: string
  organisation: string
  role: WorkspaceRole
  state: 'invited' | 'joined'
  since: Date
}

/** A dataset as a release names it. */
export interface ReleasedDataset {
  id: string
  title: LocalText
  owner: { id: string; name: LocalText; hue: number }
  attribution: string
}

export interface ReleaseRow {
  id: string
  app: string
  workspace: string
  version: string
  title: Json<LocalText>
  summary: Json<LocalText>
  notes: Json<LocalText>
  content_hash: string
  /** Changes when any output's name, columns or rows do. */
  results_hash: string
  /** Blob of the bundle. */
  bundle: string
  bundle_size_bytes: number
  published_at: Date
  person: string
  organisation: string
  outputs: Json<{ name: string; rows: number }[]>
  datasets: Json<ReleasedDataset[]>
}

export interface RunRow {
  id: string
  release: string
  person: string
  organisation: string
  nonce: string
  begun_at: Date
  finished_at: Date | null
}

export interface RatingRow {
  id: string
  release: string
  person: string
  organisation: string
  stars: number
  text: string
  at: Date
  counts: boolean
}

export interface RatingRevisionRow {
  id: string
  rating: string
  stars: number
  text: string
  at: Date
}

export type FeedbackState = 'new' | 'planned' | 'declined' | 'settled'

export interface FeedbackRow {
  id: string
  workspace: string
  app: string
  release: string
  rating: string
  person: string
  organisation: string
  text: string
  at: Date
  state: FeedbackState
  reply: string
  /** The release that settled it. */
  settled_in: string | null
}

/** When a person was last in a workspace, and for which organisation. */
export interface WorkspaceVisitRow {
  workspace: string
  person: string
  organisation: string
  at: Date
}

/** The tables of the hub and of the workspaces, releases and feedback modules. */
export interface CoBuildingTables {
  workspace_visit: WorkspaceVisitRow
  sync_document: SyncDocumentRow
  sync_update: SyncUpdateRow
  sync_contribution: SyncContributionRow
  sync_quarantine: SyncQuarantineRow
  workspace: WorkspaceRow
  workspace_table: WorkspaceTableRow
  workspace_organisation: WorkspaceOrganisationRow
  release: ReleaseRow
  run: RunRow
  rating: RatingRow
  rating_revision: RatingRevisionRow
  feedback: FeedbackRow
}
