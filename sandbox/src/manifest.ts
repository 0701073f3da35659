import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const bilingual = z.object({ en: z.string().min(1), zh: z.string().min(1) })

const column = z.object({
  name: z.string(),
  type: z.string(),
  unit: z.string().nullable(),
  description: bilingual,
  role: z
    .enum(['key', 'foreign-key', 'measure', 'dimension', 'time', 'lat', 'lon', 'sensitive'])
    .nullable(),
})

const table = z.object({
  id: z.string(),
  pack: z.enum(['logistics', 'energy', 'medical', 'materials', 'city']),
  file: z.string(),
  title: bilingual,
  description: bilingual,
  owner: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  key: z.array(z.string()),
  columns: z.array(column),
  source: z.object({
    name: z.string().min(1),
    version: z.string(),
    originalPublisher: z.string().min(1),
  }),
  licence: z.object({
    spdx: z.string().min(1),
    statement: z.string().min(1),
    attribution: z.string().min(1),
    file: z.string().optional(),
  }),
  derivation: bilingual,
})

const manifest = z.object({
  version: z.string(),
  organisations: z.array(z.object({ id: z.string(), name: bilingual, role: bilingual })),
  packs: z.array(z.object({ id: z.string(), title: bilingual, tables: z.array(z.string()) })),
  tables: z.array(table),
})

/** Everything the sample packs say of themselves. */
export type Manifest = z.infer<typeof manifest>

/** One table of a pack. */
export type PackTable = Manifest['tables'][number]

/** Reads a manifest from outside, or throws with what is wrong. */
export function parseManifest(value: unknown): Manifest {
  return manifest.parse(value)
}

/** The folder with the packs, in the source tree. */
export function packsFolder(): string {
  return fileURLToPath(new URL('../packs/', import.meta.url))
}

/** Reads the manifest that lies in a folder of packs. */
export function readManifest(folder: string): Manifest {
  return parseManifest(JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')))
}
