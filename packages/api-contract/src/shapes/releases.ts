import { z } from 'zod'
import {
  column,
  datasetId,
  idOf,
  localText,
  moment,
  optionalLocalText,
  organisationRef,
  personRef,
} from './basics.ts'
import { origins } from './origins.ts'
import { sector } from './scenarios.ts'

export const version = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/)

export const releaseDraft = z.object({
  version,
  notes: localText,
  /** Feedback items this release settles. */
  settles: z.array(idOf('fb')).max(200),
})

/** What a release would be, were it made now. */
export const releasePreview = z.object({
  proposedVersion: version,
  /** Problems that refuse the release, as coded failures. */
  problems: z.array(
    z.object({
      code: z.string(),
      args: z.record(z.string(), z.union([z.string(), z.number()])),
      message: z.object({ en: z.string(), zh: z.string() }),
    }),
  ),
  outputs: z.array(z.object({ name: z.string(), rows: z.number().int(), schema: z.array(column) })),
  /** Planned feedback that could be settled. */
  planned: z.array(z.object({ id: idOf('fb'), text: z.string() })),
})

export const release = z.object({
  id: idOf('re'),
  app: idOf('ap'),
  workspace: idOf('ws'),
  version,
  title: optionalLocalText,
  summary: optionalLocalText,
  notes: optionalLocalText,
  /** SHA-256 of the bundle's manifest, which names every part by hash. */
  contentHash: z.string(),
  bundleSizeBytes: z.number().int(),
  publishedAt: moment,
  publishedBy: personRef,
  outputs: z.array(z.object({ name: z.string(), rows: z.number().int() })),
  datasets: z.array(
    z.object({
      id: datasetId,
      title: optionalLocalText,
      owner: organisationRef,
      attribution: z.string(),
    }),
  ),
  settled: z.array(z.object({ id: idOf('fb'), text: z.string(), by: personRef })),
})

export const score = z.object({
  /** Padded mean over organisations (see docs/specs/ratings.md), or null while unrated. */
  value: z.number().nullable(),
  /** Ratings that count, and all ratings. */
  counted: z.number().int(),
  total: z.number().int(),
  /** Ratings that count with 1, 2, 3, 4 and 5 stars. */
  distribution: z.array(z.number().int()).length(5),
})

export const storeEntry = z.object({
  app: idOf('ap'),
  title: optionalLocalText,
  summary: optionalLocalText,
  sector,
  organisations: z.array(organisationRef),
  latest: z.object({ id: idOf('re'), version, publishedAt: moment }),
  score,
  runs: z.number().int(),
})

export const rating = z.object({
  id: idOf('ra'),
  release: idOf('re'),
  version,
  by: personRef,
  stars: z.number().int().min(1).max(5),
  text: z.string(),
  at: moment,
  /** False when the rater's organisation built the app: shown, but counts zero. */
  counts: z.boolean(),
  feedback: z
    .object({
      id: idOf('fb'),
      state: z.enum(['new', 'planned', 'declined', 'settled']),
      reply: z.string(),
      settledIn: version.nullable(),
    })
    .nullable(),
})

export const appPage = storeEntry.extend({
  workspace: idOf('ws'),
  scenario: z.object({ id: idOf('sc'), title: optionalLocalText }).nullable(),
  /** What its workspace was made from. */
  origins,
  releases: z.array(release),
  ratings: z.array(rating),
  /** The caller's standing: may they rate the latest release, and what did they say? */
  mine: z.object({
    hasRunLatest: z.boolean(),
    ratingOfLatest: rating.nullable(),
    inTeam: z.boolean(),
  }),
})

export const ratingDraft = z.object({
  stars: z.number().int().min(1).max(5),
  text: z.string().max(4000),
})

/** A run begins with a nonce; it is finished by proving that the whole bundle was read. */
export const run = z.object({ id: idOf('ru'), nonce: z.string() })
export const runProof = z.object({
  /** SHA-256 hex of nonce (UTF-8) followed by the bundle's bytes. */
  proof: z.string().regex(/^[0-9a-f]{64}$/),
})

export const feedbackItem = z.object({
  id: idOf('fb'),
  app: idOf('ap'),
  release: idOf('re'),
  version,
  by: personRef,
  stars: z.number().int(),
  text: z.string(),
  at: moment,
  state: z.enum(['new', 'planned', 'declined', 'settled']),
  reply: z.string(),
  settledIn: version.nullable(),
})

export const feedbackAnswer = z.object({
  state: z.enum(['new', 'planned', 'declined']),
  /** Needed to decline. */
  reply: z.string().max(2000),
})
