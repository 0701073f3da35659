import { refuse } from '@weft/kernel'
import { sourceTableName } from '@weft/pipeline-sql'
import { exportScript, type DialectName, type Script, type StepRemark } from '@weft/sql-dialects'
import { isBroken, openProject, titleOf, type Project } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { readableNames } from '../readable-names.ts'
import { fail, say, type Terminal } from '../terminal.ts'

/** A project as one script of statements that follow each other. */
export function scriptOf(project: Project, dialect: DialectName): Script {
  const { pipeline, compiled, sources } = project
  return exportScript(
    {
      compiled,
      names: readableNames(project),
      titleOf: (step) => titleOf(pipeline, step),
      sources: Object.entries(sources).map(([title, { digest, schema }]) => ({
        table: sourceTableName(digest),
        title,
        schema,
      })),
    },
    dialect,
  )
}

/** `weft sql`: prints the pipeline as one readable script; says what another database cannot be told. */
export async function sql(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request)
  if (!project.ok) return fail(terminal, project.failure)
  project.value.tables.dispose()
  if (isBroken(project.value)) return fail(terminal, refuse('cli.no-outputs').failure)
  const { sql: text, uncarried, notes } = scriptOf(project.value, request.dialect)
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
