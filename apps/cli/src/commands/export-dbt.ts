import { refuse } from '@weft/kernel'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dbtProject } from '../dbt-project.ts'
import { isBroken, openProject } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** `weft export dbt`: writes a dbt project with one model a step. */
export async function exportDbt(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request)
  if (!project.ok) return fail(terminal, project.failure)
  project.value.tables.dispose()
  if (isBroken(project.value)) return fail(terminal, refuse('cli.no-outputs').failure)
  const folder = request.out ?? '.'
  await mkdir(join(folder, 'models'), { recursive: true })
  await mkdir(join(folder, 'tests'), { recursive: true })
  for (const [path, text] of Object.entries(dbtProject(project.value))) {
    await writeFile(join(folder, path), text)
    const args = { path: join(folder, path) }
    terminal.out(say(terminal.language, { code: 'cli.wrote-file', args }))
  }
  return 0
}
