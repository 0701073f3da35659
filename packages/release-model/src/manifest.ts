import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.object({
  en: z.string().max(20_000).optional(),
  zh: z.string().max(20_000).optional(),
})
const organisation = z.object({
  id: z.string().max(80),
  name: text,
  hue: z.number().int().min(0).max(359),
})

/** What a bundle says of itself; every other file in it is named here by its hash. */
export const manifestSchema = z.object({
  format: z.literal('weft-release/1'),
  app: z.string().regex(/^ap_[a-z0-9]{10}$/),
  version: z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/),
  title: text,
  notes: text,
  publishedAt: z.iso.datetime(),
  /** SHA-256 of `pipeline.json` and `app.json` as they lie in the bundle. */
  parts: z.object({ pipeline: sha256, app: sha256 }),
  outputs: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        /** The engine's table the app asks. */
        table: z.string().regex(/^[A-Za-z0-9_]{1,100}$/),
        schema: z.array(z.object({ name: z.string(), type: z.string() })).max(2000),
        rows: z.number().int().nonnegative(),
        sha256,
      }),
    )
    .max(100),
  /** What the app's widgets ask before anybody has filtered; bundles from before there were any lack it. */
  answers: z
    .array(
      z.object({
        /** SHA-256 of the statement; also names the file in the bundle. */
        statement: sha256,
        schema: z.array(z.object({ name: z.string(), type: z.string() })).max(2000),
        sha256,
      }),
    )
    .max(5000)
    .optional(),
  datasets: z
    .array(
      z.object({
        id: z.string().max(100),
        title: text,
        owner: organisation,
        digest: sha256,
        attribution: z.string().max(5000),
      }),
    )
    .max(500),
  /** The organisations that built it. */
  contributors: z.array(organisation).max(200),
  /** Feedback items this release settles. */
  settled: z.array(z.object({ id: z.string(), text: z.string() })).max(200),
})

/** What a bundle says of itself. */
export type Manifest = z.infer<typeof manifestSchema>
