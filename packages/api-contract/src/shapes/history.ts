import type { WorkspaceContent } from '@weft/workspace-changes'
import { z } from 'zod'
import { moment, optionalLocalText, organisationRef, personRef } from './basics.ts'

export const versionKind = z.enum([
  'started',
  'automatic',
  'named',
  'restored',
  'released',
  'merged',
])

/** One change, in a form that is said in words; moves on the canvas are left out. */
export const versionChange = z.object({
  change: z.enum(['added', 'removed', 'changed']),
  type: z.enum(['app', 'pipeline', 'step', 'item', 'edge', 'page', 'widget']),
  id: z.string(),
  /** The key of what it stands in, such as `step st_abc`. */
  parent: z.string().nullable(),
  /** The setting an item is listed in. */
  list: z.string().nullable(),
  /** The kind of the step or widget. */
  kind: z.string().nullable(),
  /** What it is called; of an item, what its step is called. */
  title: optionalLocalText,
  /** The steps a connection joins: kind and title of either. */
  joins: z.array(z.tuple([z.string(), optionalLocalText])),
  fields: z.array(z.string()),
  /** Null where nobody can be told, and for the space itself. */
  by: personRef.nullable(),
})

export const version = z.object({
  number: z.number().int(),
  at: moment,
  kind: versionKind,
  /** The newest name it was given; empty for none. */
  title: optionalLocalText,
  /** Who made or named it; null for the space itself. */
  by: personRef.nullable(),
  restoredFrom: z.number().int().nullable(),
  changes: z.array(versionChange),
})

/** The content of a workspace; what is written there was read and repaired by the server. */
export const workspaceContent = z.custom<WorkspaceContent>(
  (value) => typeof value === 'object' && value !== null && 'pipelines' in value && 'app' in value,
)

/** From which clock on the edits of a window are by whom. */
export const writer = z.object({
  client: z.number().int(),
  clock: z.number().int(),
  by: personRef,
})

const work = {
  steps: z.number().int(),
  settings: z.number().int(),
  connections: z.number().int(),
  widgets: z.number().int(),
  /** Of SQL and prose. */
  letters: z.number().int(),
  /** Feedback that a release settled, published by them. */
  settled: z.number().int(),
  /** Parts per 10,000; all shares together are 10,000, or 0 when there is no work. */
  share: z.number().int().min(0).max(10_000),
}

export const contributions = z.object({
  people: z.array(z.object({ by: personRef, ...work })),
  organisations: z.array(z.object({ organisation: organisationRef, ...work })),
  /** What one of each counts, in points. */
  weights: z.record(z.string(), z.number()),
})

/** One line of the activity feed. */
export const activity = z.object({
  at: moment,
  by: personRef.nullable(),
  /** The version it belongs to; null for what is no change of content. */
  version: z.number().int().nullable(),
  changes: z.array(versionChange),
  /** What happened, as the audit chain calls it; null for changes of content. */
  event: z.string().nullable(),
  details: z.record(z.string(), z.string()),
})
