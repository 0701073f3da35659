import { isBroken, openProject } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { tellProblems } from '../tell-problems.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** `weft check`: says every problem of every step; 0 when there is none that stops a step. */
export async function check(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request)
  if (!project.ok) return fail(terminal, project.failure)
  const { compiled, tables } = project.value
  tables.dispose()
  tellProblems(project.value, terminal)
  if (isBroken(project.value)) return 1
  const args = { steps: compiled.order.length, outputs: compiled.outputs.length }
  terminal.out(say(terminal.language, { code: 'cli.all-well', args }))
  return 0
}
