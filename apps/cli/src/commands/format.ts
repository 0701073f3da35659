import { refuse } from '@weft/kernel'
import { formatPipeline } from '@weft/pipeline-model'
import { writeFile } from 'node:fs/promises'
import { readPipelineFile, readText } from '../read-pipeline-file.ts'
import type { Request } from '../parse-request.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** `weft format`: prints a pipeline in canonical form, writes it, or checks whether it is. */
export async function format(request: Request, terminal: Terminal): Promise<number> {
  const [path = ''] = request.files
  const pipeline = await readPipelineFile(path)
  if (!pipeline.ok) return fail(terminal, pipeline.failure)
  const text = formatPipeline(pipeline.value)
  if (request.mode === 'print') {
    terminal.out(text.trimEnd())
    return 0
  }
  if (request.mode === 'write') {
    await writeFile(path, text)
    terminal.out(say(terminal.language, { code: 'cli.wrote-file', args: { path } }))
    return 0
  }
  const now = await readText(path)
  const isCanonical = now.ok && now.value === text
  return isCanonical ? 0 : fail(terminal, refuse('cli.not-formatted', { path }).failure)
}
