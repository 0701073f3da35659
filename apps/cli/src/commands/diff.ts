import { diffPipelines } from '../diff-pipelines.ts'
import { readPipelineFile } from '../read-pipeline-file.ts'
import type { Request } from '../parse-request.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** `weft diff`: says what changed between two pipeline files; 0 when nothing that matters did. */
export async function diff(request: Request, terminal: Terminal): Promise<number> {
  const [first = '', second = ''] = request.files
  const before = await readPipelineFile(first)
  if (!before.ok) return fail(terminal, before.failure)
  const after = await readPipelineFile(second)
  if (!after.ok) return fail(terminal, after.failure)
  const changes = diffPipelines(before.value, after.value)
  for (const change of changes) terminal.out(say(terminal.language, change))
  if (changes.length > 0) return 1
  terminal.out(say(terminal.language, { code: 'cli.same', args: {} }))
  return 0
}
