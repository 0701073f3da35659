import { parseApp, type App } from '@weft/app-model'
import { accept, contentHash, refuse, sha256Hex, type Outcome } from '@weft/kernel'
import { parsePipeline, type Pipeline } from '@weft/pipeline-model'
import { strFromU8, unzipSync } from 'fflate'
import { manifestSchema, type Manifest } from './manifest.ts'
import { answerPath, resultPath } from './write-bundle.ts'

/** A bundle that was read and whose every hash holds. */
export interface Bundle {
  readonly manifest: Manifest
  readonly contentHash: string
  readonly pipeline: Pipeline
  readonly app: App
  /** The Arrow IPC stream of every output, by its name. */
  readonly results: ReadonlyMap<string, Uint8Array>
  /** The Arrow IPC stream of every answer, by the hash of its statement. */
  readonly answers: ReadonlyMap<string, Uint8Array>
}

/** The most bytes a bundle may unfold to. */
export const bundleLimitBytes = 256 * 1024 * 1024

type Files = Readonly<Record<string, Uint8Array>>

/** The files of a bundle, and every name in its list, also those that no object can hold as its own. */
interface Unfolded {
  readonly files: Files
  readonly names: readonly string[]
}

/** Reads a bundle and checks every part against its hash; refused with a `bundle.…` code, never thrown. */
export function readBundle(bytes: Uint8Array): Outcome<Bundle> {
  const unfolded = unfold(bytes)
  if (!unfolded.ok) return unfolded
  const { files, names } = unfolded.value
  const manifest = readManifest(files)
  if (!manifest.ok) return manifest
  const foreign = foreignPart(names, manifest.value)
  if (foreign !== undefined) return refuse('bundle.part-foreign', { part: foreign })
  const { parts } = manifest.value
  const pipelineJson = readPart(files, 'pipeline.json', parts.pipeline)
  if (!pipelineJson.ok) return pipelineJson
  const appJson = readPart(files, 'app.json', parts.app)
  if (!appJson.ok) return appJson
  const results = readParts(files, resultsOf(manifest.value))
  if (!results.ok) return results
  const answers = readParts(files, answersOf(manifest.value))
  if (!answers.ok) return answers
  const pipeline = parsePipeline(parseJson(pipelineJson.value))
  if (!pipeline.ok) return refuse('bundle.part-invalid', { part: 'pipeline.json' })
  const app = parseApp(parseJson(appJson.value))
  if (!app.ok) return refuse('bundle.part-invalid', { part: 'app.json' })
  return accept({
    manifest: manifest.value,
    contentHash: contentHash(manifest.value),
    pipeline: pipeline.value,
    app: app.value,
    results: results.value,
    answers: answers.value,
  })
}

function unfold(bytes: Uint8Array): Outcome<Unfolded> {
  let total = 0
  const names: string[] = []
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name)
        total += originalSize
        return total <= bundleLimitBytes
      },
    })
    if (total > bundleLimitBytes)
      return refuse('bundle.too-large', { limitBytes: bundleLimitBytes })
    return accept({ files, names })
  } catch {
    return refuse('bundle.unreadable')
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes)) as unknown
  } catch {
    return undefined
  }
}

function readManifest(files: Files): Outcome<Manifest> {
  const bytes = files['manifest.json']
  const manifest = manifestSchema.safeParse(bytes && parseJson(bytes))
  return manifest.success
    ? accept(manifest.data)
    : refuse('bundle.part-invalid', { part: 'manifest.json' })
}

function readPart(files: Files, path: string, sha256: string): Outcome<Uint8Array> {
  const bytes = Object.hasOwn(files, path) ? files[path] : undefined
  if (!bytes) return refuse('bundle.part-missing', { part: path })
  return sha256Hex(bytes) === sha256 ? accept(bytes) : refuse('bundle.part-changed', { part: path })
}

/** A file in the bundle that its manifest does not name, or names once while there are two. */
function foreignPart(names: readonly string[], manifest: Manifest): string | undefined {
  const parts = [...resultsOf(manifest), ...answersOf(manifest)].map(({ path }) => path)
  const left = new Set(['manifest.json', 'pipeline.json', 'app.json', ...parts])
  return names.find((name) => !left.delete(name))
}

interface NamedPart {
  readonly name: string
  readonly path: string
  readonly sha256: string
}

function resultsOf({ outputs }: Manifest): NamedPart[] {
  return outputs.map(({ name, sha256 }) => ({ name, path: resultPath(name), sha256 }))
}

function answersOf({ answers = [] }: Manifest): NamedPart[] {
  return answers.map(({ statement, sha256 }) => {
    return { name: statement, path: answerPath(statement), sha256 }
  })
}

function readParts(files: Files, parts: readonly NamedPart[]): Outcome<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  for (const { name, path, sha256 } of parts) {
    const bytes = readPart(files, path, sha256)
    if (!bytes.ok) return bytes
    found.set(name, bytes.value)
  }
  return accept(found)
}
