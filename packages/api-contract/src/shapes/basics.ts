import { z } from 'zod'

/** A text in one language or several; at least one must be written. */
export const localText = z
  .object({ en: z.string().max(20_000).optional(), zh: z.string().max(20_000).optional() })
  .refine((text) => Boolean(text.en?.trim() || text.zh?.trim()), { message: 'text.empty' })

/** A text in one language or several, possibly not written yet. */
export const optionalLocalText = z.object({
  en: z.string().max(20_000).optional(),
  zh: z.string().max(20_000).optional(),
})

/** An identifier with a two-letter prefix. */
export const idOf = <P extends string>(prefix: P) =>
  z.custom<`${P}_${string}`>(
    (value) => typeof value === 'string' && new RegExp(`^${prefix}_[a-z0-9]{10}$`).test(value),
    { message: `not a ${prefix}_ identifier` },
  )

/** A dataset's persistent identifier: `pack.table` for the demo space, `ds_…` for uploads. */
export const datasetId = z.string().regex(/^[a-z0-9][a-z0-9_.-]{2,80}$/)

/** A moment, ISO 8601 in UTC. */
export const moment = z.iso.datetime()

export const column = z.object({ name: z.string(), type: z.string() })

export const organisationRef = z.object({
  id: z.string(),
  name: optionalLocalText,
  /** 0–359: the hue that stands for the organisation everywhere. */
  hue: z.number().int().min(0).max(359),
})

export const personRef = z.object({
  id: z.string(),
  name: optionalLocalText,
  organisation: organisationRef,
})

/** What a call answers that has nothing more to say. */
export const done = z.object({ done: z.literal(true) })

/** How every refusal is answered. */
export const failureBody = z.object({
  code: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The sentence in both languages. */
  message: z.object({ en: z.string(), zh: z.string() }),
  /** Names the log line of an unexpected failure. */
  requestId: z.string().optional(),
})
