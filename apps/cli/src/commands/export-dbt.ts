import { dbtProject } from '@weft/sql-dialects'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportRequest } from '../export-request.ts'
import { makeFolder } from '../make-folder.ts'
import { isBroken, openProject } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { tellProblems } from '../tell-problems.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** `weft export dbt`: writes a dbt project with one model a step. */
export async function exportDbt(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request)
  if (!project.ok) return fail(terminal, project.failure)
  project.value.tables.dispose()
  if (isBroken(project.value)) {
    tellProblems(project.value, terminal)
    return 1
  }
  const folder = request.out ?? '.'
  for (const inside of ['models', 'tests']) {
    const made = await makeFolder(join(folder, inside))
    if (!made.ok) return fail(terminal, made.failure)
  }
  for (const [path, text] of Object.entries(dbtProject(exportRequest(project.value, 'ascii')))) {
    await writeFile(join(folder, path), text)
    const args = { path: join(folder, path) }
    terminal.out(say(terminal.language, { code: 'cli.wrote-file', args }))
  }
  return 0
}
