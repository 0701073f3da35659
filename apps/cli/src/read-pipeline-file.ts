import { refuse, type Outcome } from '@weft/kernel'
import { parsePipelineText, type Pipeline } from '@weft/pipeline-model'
import { readFile } from 'node:fs/promises'

/** Reads a file's text. */
export async function readText(path: string): Promise<Outcome<string>> {
  try {
    return { ok: true, value: await readFile(path, 'utf8') }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('cli.file-unreadable', { path, reason })
  }
}

/** Reads a pipeline from its text file. */
export async function readPipelineFile(path: string): Promise<Outcome<Pipeline>> {
  const text = await readText(path)
  if (!text.ok) return text
  const parsed = parsePipelineText(text.value)
  if (parsed.ok) return parsed
  const { code, args } = parsed.failure
  return refuse('cli.not-a-pipeline', { path, reason: [code, ...Object.values(args)].join(' ') })
}
