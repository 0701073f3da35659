import { refuse } from '@weft/kernel'
import { exportScript, type StepRemark } from '@weft/sql-dialects'
import { exportRequest } from '../export-request.ts'
import { isBroken, openProject, titleOf } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { tellProblems } from '../tell-problems.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** `weft sql`: prints the pipeline as one readable script; says what another database cannot be told. */
export async function sql(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request)
  if (!project.ok) return fail(terminal, project.failure)
  project.value.tables.dispose()
  if (isBroken(project.value)) {
    tellProblems(project.value, terminal)
    return 1
  }
  const {
    sql: text,
    uncarried,
    notes,
  } = exportScript(exportRequest(project.value, 'any'), request.dialect)
  const tell = ({ step, failure }: StepRemark) => {
    const words = say(terminal.language, failure)
    const args = { step: titleOf(project.value.pipeline, step), words }
    terminal.err(say(terminal.language, { code: 'cli.in-step', args }))
  }
  uncarried.forEach(tell)
  if (uncarried.length > 0) {
    const args = { steps: new Set(uncarried.map(({ step }) => step)).size }
    return fail(terminal, refuse('cli.not-carried-over', args).failure)
  }
  notes.forEach(tell)
  terminal.out(text.trimEnd())
  return 0
}
