import type { App } from '@weft/app-model'
import { canonicalJson, contentHash, sha256Hex } from '@weft/kernel'
import type { Pipeline } from '@weft/pipeline-model'
import { strToU8, zipSync } from 'fflate'
import type { Manifest } from './manifest.ts'

/** One result of the pipeline, ready for the engine. */
export interface BundleOutput {
  readonly name: string
  readonly table: string
  readonly schema: readonly { readonly name: string; readonly type: string }[]
  readonly rows: number
  /** An Arrow IPC stream. */
  readonly bytes: Uint8Array
}

/** What a statement of the app gives over the outputs, ready to be shown. */
export interface BundleAnswer {
  readonly sql: string
  readonly schema: readonly { readonly name: string; readonly type: string }[]
  /** An Arrow IPC stream. */
  readonly bytes: Uint8Array
}

/** Everything a release is made of. */
export interface BundleParts {
  readonly about: Omit<Manifest, 'format' | 'parts' | 'outputs' | 'answers'>
  readonly pipeline: Pipeline
  readonly app: App
  readonly outputs: readonly BundleOutput[]
  readonly answers: readonly BundleAnswer[]
}

/** A bundle as one file, with the hash that stands for its whole content. */
export interface WrittenBundle {
  readonly bytes: Uint8Array
  readonly manifest: Manifest
  readonly contentHash: string
}

/** Where a result lies in the bundle. */
export function resultPath(name: string): string {
  return `results/${encodeURIComponent(name)}.arrow`
}

/** The name a statement has in a bundle. */
export function statementHash(sql: string): string {
  return sha256Hex(strToU8(sql))
}

/** Where the answer to a statement lies in the bundle. */
export function answerPath(statement: string): string {
  return `answers/${statement}.arrow`
}

function columnsOf(schema: BundleOutput['schema']) {
  return schema.map((column) => ({ name: column.name, type: column.type }))
}

/** Writes a bundle: equal parts give equal bytes, wherever and whenever it is written. */
export function writeBundle({
  about,
  pipeline,
  app,
  outputs,
  answers,
}: BundleParts): WrittenBundle {
  const pipelineBytes = strToU8(canonicalJson(pipeline))
  const appBytes = strToU8(canonicalJson(app))
  const manifest: Manifest = {
    ...about,
    format: 'weft-release/1',
    parts: { pipeline: sha256Hex(pipelineBytes), app: sha256Hex(appBytes) },
    outputs: outputs.map(({ name, table, schema, rows, bytes }) => ({
      name,
      table,
      schema: columnsOf(schema),
      rows,
      sha256: sha256Hex(bytes),
    })),
    answers: answers.map(({ sql, schema, bytes }) => ({
      statement: statementHash(sql),
      schema: columnsOf(schema),
      sha256: sha256Hex(bytes),
    })),
  }
  const files: Record<string, Uint8Array> = {
    'manifest.json': strToU8(canonicalJson(manifest)),
    'pipeline.json': pipelineBytes,
    'app.json': appBytes,
  }
  for (const { name, bytes } of outputs) files[resultPath(name)] = bytes
  for (const { sql, bytes } of answers) files[answerPath(statementHash(sql))] = bytes
  // A zip keeps local times: this one reads the same in every time zone.
  const bytes = zipSync(files, { mtime: new Date(1980, 0, 1), level: 6 })
  return { bytes, manifest, contentHash: contentHash(manifest) }
}
