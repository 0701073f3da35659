import type { LocalText } from '@weft/kernel'
import type { Generated } from 'kysely'
import type { Json } from './account-tables.ts'

/** Where a proposal stands. */
export type ProposalState = 'open' | 'merged' | 'closed'

/** A fork of a workspace's document; its own document has the proposal's identifier. */
export interface ProposalRow {
  id: string
  workspace: string
  title: Json<LocalText>
  /** Why it should be taken. */
  reason: Json<LocalText>
  state: ProposalState
  /** What the fork began with: canonical JSON, gzipped. */
  base: Uint8Array
  base_version: number
  person: string
  organisation: string
  opened_at: Date
  settled_at: Date | null
  settled_person: string | null
  settled_organisation: string | null
  settled_reason: Generated<string>
  /** The version its merge became. */
  version: number | null
}

/** An organisation that was asked to review. */
export interface ProposalReviewerRow {
  proposal: string
  organisation: string
}

/** What an organisation said of one content; of several the newest counts. */
export interface ProposalReviewRow {
  proposal: string
  organisation: string
  person: string
  verdict: 'approved' | 'rejected'
  content_hash: string
  reason: string
  at: Date
}

/** How a conflict was decided. */
export interface ProposalChoiceRow {
  proposal: string
  conflict: string
  side: 'ours' | 'theirs'
  person: string
  at: Date
}

/** The tables of the proposals module. */
export interface ProposalTables {
  proposal: ProposalRow
  proposal_reviewer: ProposalReviewerRow
  proposal_review: ProposalReviewRow
  proposal_choice: ProposalChoiceRow
}
