import { z } from 'zod'
import { idOf, localText, moment, optionalLocalText, organisationRef, personRef } from './basics.ts'
import { workspaceContent } from './history.ts'

const side = z.enum(['ours', 'theirs'])

/** What one organisation said, and whether it still counts: an edit after it voids it. */
const review = z.object({
  organisation: organisationRef,
  by: personRef.nullable(),
  verdict: z.enum(['approved', 'rejected']).nullable(),
  reason: z.string(),
  at: moment.nullable(),
  isAsked: z.boolean(),
  isCurrent: z.boolean(),
})

export const proposalEntry = z.object({
  id: idOf('pr'),
  workspace: idOf('ws'),
  title: optionalLocalText,
  reason: optionalLocalText,
  state: z.enum(['open', 'merged', 'closed']),
  by: personRef,
  openedAt: moment,
  baseVersion: z.number().int(),
  /** Who merged or closed it, when, and why. */
  settled: z
    .object({ by: personRef, at: moment, reason: z.string(), version: z.number().int().nullable() })
    .nullable(),
  reviews: z.array(review),
})

/** A proposal that waits for the caller's organisation. */
export const wantedReview = z.object({
  id: idOf('pr'),
  workspace: z.object({ id: idOf('ws'), title: optionalLocalText }),
  title: optionalLocalText,
  by: personRef,
  openedAt: moment,
  /** Whether it has said something already, of a content that has changed since. */
  isVoid: z.boolean(),
})

const conflict = z.object({
  id: z.string(),
  kind: z.enum(['both-changed', 'removed-changed', 'same-port', 'circle']),
  entity: z.string(),
  field: z.string().nullable(),
  base: z.unknown(),
  ours: z.unknown(),
  theirs: z.unknown(),
  choice: side.nullable(),
})

/** Everything needed to look at a proposal, as it is at this moment. */
export const proposalPage = proposalEntry.extend({
  /** What it began with, what the workspace holds now, what the fork holds now, and both as one. */
  base: workspaceContent,
  ours: workspaceContent,
  theirs: workspaceContent,
  merged: workspaceContent,
  /** Of the merged content: what an approval is bound to. */
  contentHash: z.string(),
  conflicts: z.array(conflict),
  /** Why it cannot be merged now, as failure codes; empty when it can. */
  hindrances: z.array(z.object({ code: z.string(), args: z.record(z.string(), z.string()) })),
  mayEdit: z.boolean(),
  mayMerge: z.boolean(),
  mayReview: z.boolean(),
  mayClose: z.boolean(),
})

export const proposalDraft = z.object({
  title: localText,
  reason: optionalLocalText,
  /** Organisations asked to review. */
  reviewers: z.array(z.string()).max(50),
})

export const reviewDraft = z.object({
  verdict: z.enum(['approved', 'rejected']),
  /** Of the content that was looked at. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().max(5000),
})

export const choiceDraft = z.object({ conflict: z.string().max(400), side })

const outputShape = z.object({
  name: z.string(),
  rows: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
})

const problem = z.object({
  code: z.string(),
  message: z.object({ en: z.string(), zh: z.string() }),
})

/** What running the merged content gave, beside what the workspace gives now. */
export const proposalChecks = z.object({
  contentHash: z.string(),
  /** Problems the merged content has and the workspace has not. */
  problems: z.array(problem),
  /** Problems the workspace has and the merged content has not. */
  settles: z.array(problem),
  before: z.array(outputShape),
  after: z.array(outputShape),
})
