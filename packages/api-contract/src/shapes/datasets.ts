import { z } from 'zod'
import { datasetId, idOf, localText, moment, optionalLocalText, organisationRef } from './basics.ts'
import { sector } from './scenarios.ts'

export const columnRole = z.enum([
  'key',
  'foreign-key',
  'measure',
  'dimension',
  'time',
  'lat',
  'lon',
  'sensitive',
])

export const columnMeaning = z.object({
  name: z.string().min(1).max(200),
  /** DuckDB type. */
  type: z.string(),
  unit: z.string().nullable(),
  description: optionalLocalText,
  role: columnRole.nullable(),
})

const bar = z.object({ label: z.string(), count: z.number().int() })

/** What a column holds, computed once when the dataset is registered. */
export const columnProfile = z.object({
  name: z.string(),
  nulls: z.number().int(),
  distinct: z.number().int(),
  min: z.string().nullable(),
  max: z.string().nullable(),
  /** Histogram bins for numbers and times, most frequent values for the rest. */
  bars: z.array(bar),
})

export const licence = z.object({
  spdx: z.string(),
  statement: z.string(),
  attribution: z.string(),
})

export const datasetEntry = z.object({
  id: datasetId,
  /** Path of the persistent identifier on this space, `/id/dataset/…`. */
  identifier: z.string(),
  sector,
  title: optionalLocalText,
  description: optionalLocalText,
  owner: organisationRef,
  licence,
  rows: z.number().int(),
  sizeBytes: z.number().int(),
  columns: z.array(columnMeaning),
  /** SHA-256 of the sample's bytes as served to the engine. */
  digest: z.string(),
  registeredAt: moment,
})

export const datasetPage = datasetEntry.extend({
  source: z.object({ name: z.string(), publisher: z.string(), derivation: optionalLocalText }),
  profile: z.array(columnProfile),
  /** The first rows, each value as text or null for missing. */
  firstRows: z.array(z.array(z.string().nullable())),
  /** Workspaces of the caller that use it. */
  usedIn: z.array(z.object({ id: idOf('ws'), title: optionalLocalText })),
})

/** What the server read from an uploaded file. */
export const upload = z.object({
  id: idOf('up'),
  rows: z.number().int(),
  sizeBytes: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  firstRows: z.array(z.array(z.string().nullable())),
})

export const datasetDraft = z.object({
  upload: idOf('up'),
  sector,
  title: localText,
  description: optionalLocalText,
  licence,
  columns: z.array(columnMeaning),
})
