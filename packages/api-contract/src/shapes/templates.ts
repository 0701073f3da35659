import type { FoundLiteral } from '@weft/template-model'
import { z } from 'zod'
import { datasetId, idOf, localText, moment, optionalLocalText, personRef } from './basics.ts'
import { origins, templateLicence } from './origins.ts'

const stepId = idOf('st')
const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const templateAudience = z.enum(['organisation', 'space', 'nobody'])

const expectedColumn = z.object({
  name: z.string(),
  type: z.string(),
  role: z.string().nullable(),
  unit: z.string().nullable(),
  /** Whether a step or widget names it. */
  isNeeded: z.boolean(),
})

/** A place where a dataset has to come. */
export const templateSlot = z.object({
  step: stepId,
  title: optionalLocalText,
  columns: z.array(expectedColumn),
})

/** The pipeline as a small picture. */
export const templateGraph = z.object({
  nodes: z.array(z.object({ x: z.number(), y: z.number(), family: z.string() })),
  edges: z.array(z.tuple([z.number().int(), z.number().int()])),
})

export const templateEntry = z.object({
  id: idOf('tp'),
  /** The newest version. */
  number: z.number().int(),
  title: optionalLocalText,
  summary: optionalLocalText,
  licence: templateLicence,
  audience: templateAudience,
  by: personRef,
  at: moment,
  graph: templateGraph,
  slots: z.number().int(),
  steps: z.number().int(),
  widgets: z.number().int(),
  /** How many workspaces were started from any of its versions. */
  uses: z.number().int(),
  /** Whether the caller's organisation owns it. */
  isMine: z.boolean(),
})

export const templatePage = templateEntry.extend({
  slotList: z.array(templateSlot),
  versions: z.array(
    z.object({
      number: z.number().int(),
      title: optionalLocalText,
      notes: optionalLocalText,
      by: personRef,
      at: moment,
    }),
  ),
  /** What the workspace it was made from was itself made from. */
  origins,
  /** The workspace it was made from, for organisations that have joined it. */
  workspace: idOf('ws').nullable(),
})

/** What would be taken out of a workspace, and what would go along. */
export const templateReview = z.object({
  /** Of the content that was looked at. */
  contentHash: hash,
  taken: z.array(
    templateSlot.extend({
      source: z.enum(['dataset', 'upload', 'table']),
      /** Rows a file or written table holds; null for a dataset. */
      rows: z.number().int().nullable(),
    }),
  ),
  literals: z.array(z.custom<FoundLiteral>((value) => typeof value === 'object' && value !== null)),
  widgets: z.number().int(),
  steps: z.number().int(),
  graph: templateGraph,
  /** The template made of this workspace before. */
  existing: z
    .object({
      id: idOf('tp'),
      number: z.number().int(),
      title: optionalLocalText,
      summary: optionalLocalText,
      licence: templateLicence,
      audience: templateAudience,
      /** Whether nothing has changed since. */
      isSame: z.boolean(),
    })
    .nullable(),
})

export const templateDraft = z.object({
  title: localText,
  summary: optionalLocalText,
  notes: optionalLocalText,
  audience: templateAudience.exclude(['nobody']),
  licence: templateLicence,
  /** Files and written tables that stay. */
  keep: z.array(stepId).max(500),
  contentHash: hash,
})

export const chosenDataset = z.object({
  step: stepId,
  dataset: datasetId,
  columns: z
    .array(z.object({ expected: z.string().max(500), column: z.string().max(500) }))
    .max(1000),
})

const start = z.object({
  title: localText,
  /** The need it is for; null where there is none. */
  scenario: idOf('sc').nullable(),
  invite: z.array(z.string()).max(50),
})

export const templateStart = start.extend({
  /** The version that was looked at. */
  number: z.number().int().min(1),
  fills: z.array(chosenDataset).max(200),
})

export const copyStart = start.extend({
  /** Whether uploaded files come along; for the owner alone. */
  takeFiles: z.boolean(),
})

/** What has become of what a workspace was made from. */
export const upstream = z.object({
  /** `hidden`: the caller's organisation may not see it any more. */
  state: z.enum(['none', 'hidden', 'same', 'newer']),
  /** Versions of a template; null for a workspace. */
  base: z.number().int().nullable(),
  latest: z.number().int().nullable(),
  notes: optionalLocalText,
  licence: templateLicence.nullable(),
  /** An update that is open. */
  proposal: idOf('pr').nullable(),
  /** Slots that are new or expect other columns. */
  slots: z.array(
    templateSlot.extend({
      /** The dataset it has, with the columns that were matched. */
      filled: chosenDataset.omit({ step: true }).nullable(),
    }),
  ),
  mayUpdate: z.boolean(),
})
