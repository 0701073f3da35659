import { discussionLimits as limits, reactions } from '@weft/discussion-model'
import { z } from 'zod'
import { idOf, moment, optionalLocalText, organisationRef, personRef } from './basics.ts'

const step = idOf('st')
const columnName = z.string().min(1).max(limits.anchorColumnCharacters)
const rangeEnd = z
  .string()
  .max(limits.rangeEndCharacters)
  .regex(/^[\w-]+$/)

/** The proposal inside whose fork a thread began. */
const proposal = idOf('pr').optional()

/** What a thread is about. */
export const threadAnchor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('workspace') }),
  z.object({ kind: z.literal('step'), step, proposal }),
  z.object({ kind: z.literal('column'), step, column: columnName, proposal }),
  z.object({
    kind: z.literal('row'),
    step,
    cells: z
      .array(z.object({ column: columnName, text: z.string().max(limits.anchorCellCharacters) }))
      .min(1)
      .max(limits.anchorCells)
      .readonly(),
    proposal,
  }),
  z.object({ kind: z.literal('sql'), step, start: rangeEnd, end: rangeEnd, proposal }),
  z.object({ kind: z.literal('page'), page: idOf('pg'), proposal }),
  z.object({ kind: z.literal('widget'), widget: idOf('wi'), proposal }),
  z.object({ kind: z.literal('release'), release: idOf('re') }),
  z.object({ kind: z.literal('proposal'), proposal: idOf('pr') }),
])

export const reaction = z.enum(reactions)

/** Longer than any comment may be, so that a long one gets its own refusal. */
const commentText = z.string().max(60_000)

/** The identifiers are made by the sender: what is sent again after a lost answer is kept once. */
export const commentDraft = z.object({ id: idOf('cm'), text: commentText })

export const threadDraft = z.object({
  id: idOf('th'),
  anchor: threadAnchor,
  /** What the thing is called now, to be shown when it is gone. */
  subject: z.string().max(2000),
  comment: commentDraft,
})

export const commentChange = z.object({ text: commentText })

export const comment = z.object({
  id: idOf('cm'),
  /** Its place in the thread, from 1; never given twice. */
  number: z.number().int(),
  by: personRef,
  at: moment,
  editedAt: moment.nullable(),
  /** A deleted comment keeps its place and has no text. */
  deleted: z.boolean(),
  /** Markdown. */
  text: z.string(),
  mentioned: z.object({ people: z.array(personRef), organisations: z.array(organisationRef) }),
  reactions: z.array(z.object({ reaction, by: z.array(personRef) })),
})

export const thread = z.object({
  id: idOf('th'),
  anchor: threadAnchor,
  subject: z.string(),
  state: z.enum(['open', 'resolved']),
  /** Who resolved it last, while it is resolved. */
  resolvedBy: personRef.nullable(),
  assignee: personRef.nullable(),
  by: personRef,
  startedAt: moment,
  /** Of the workspace’s discussion when this thread changed last. */
  revision: z.number().int(),
  comments: z.array(comment),
})

export const discussion = z.object({
  /** Give it as `since` to be told only what changed after it. */
  revision: z.number().int(),
  /** Whether more has changed than one answer holds. */
  more: z.boolean(),
  mayComment: z.boolean(),
  threads: z.array(thread),
  /** How far the caller has read each thread, by its identifier. */
  read: z.record(z.string(), z.number().int()),
})

export const columnMoves = z.object({
  moves: z
    .array(z.object({ step, from: columnName, to: columnName }))
    .min(1)
    .max(50),
})

export const assignedThread = z.object({
  id: idOf('th'),
  workspace: z.object({ id: idOf('ws'), title: optionalLocalText }),
  anchor: threadAnchor,
  subject: z.string(),
  by: personRef,
  startedAt: moment,
  /** The first comment, without its form. */
  words: z.string(),
})
