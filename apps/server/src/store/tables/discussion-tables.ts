import type { Reaction, ThreadAnchor } from '@weft/discussion-model'
import type { Json } from './account-tables.ts'

export interface DiscussionRow {
  workspace: string
  /** Counts every change, so that a reader can ask for what came after one. */
  revision: number
}

export interface DiscussionThreadRow {
  id: string
  workspace: string
  anchor: Json<ThreadAnchor>
  subject: string
  state: 'open' | 'resolved'
  resolved_person: string | null
  resolved_organisation: string | null
  assignee: string | null
  assignee_organisation: string | null
  person: string
  organisation: string
  started_at: Date
  revision: number
  /** How many comments there ever were; the number of the next is one more. */
  comments: number
}

export interface DiscussionCommentRow {
  id: string
  thread: string
  number: number
  person: string
  organisation: string
  at: Date
  edited_at: Date | null
  deleted_at: Date | null
  text: string
}

export interface DiscussionMentionRow {
  comment: string
  kind: 'person' | 'organisation'
  target: string
  /** The organisation the person was meant in, or the one that is meant. */
  organisation: string
}

export interface DiscussionReactionRow {
  comment: string
  reaction: Reaction
  person: string
  organisation: string
  at: Date
}

export interface DiscussionReadRow {
  thread: string
  person: string
  /** The number of the last comment that was read. */
  through: number
}

/** The tables of the discussions module. */
export interface DiscussionTables {
  discussion: DiscussionRow
  discussion_thread: DiscussionThreadRow
  discussion_comment: DiscussionCommentRow
  discussion_mention: DiscussionMentionRow
  discussion_reaction: DiscussionReactionRow
  discussion_read: DiscussionReadRow
}
