import { refuse } from '@weft/kernel'
import { quoteName, sourceTableName } from '@weft/pipeline-sql'
import { format } from 'sql-formatter'
import { isBroken, openProject, titleOf, type Project } from '../open-project.ts'
import type { Request } from '../parse-request.ts'
import { readableNames, renameTables } from '../readable-names.ts'
import { fail, type Terminal } from '../terminal.ts'

/** A project as one script of statements that follow each other. */
export function scriptOf(project: Project): string {
  const { pipeline, compiled, sources } = project
  const names = readableNames(project)
  const comment = (text: string) => `-- ${text.replaceAll(/\s+/g, ' ')}`
  const begins = Object.entries(sources).map(([dataset, { digest, schema }]) => {
    const columns = schema.map(({ name, type }) => `${name} ${type}`).join(', ')
    return comment(`${names.get(sourceTableName(digest)) ?? dataset}: ${dataset} (${columns})`)
  })
  // Equal steps make one table, such as those of a subflow used twice over the same rows.
  const unique = new Map(compiled.tables.toReversed().map((one) => [one.table, one]))
  const statements = [...unique.values()].toReversed().map(({ table, sql, step }) => {
    const name = quoteName(names.get(table) ?? table)
    const select = format(renameTables(sql, names), { language: 'duckdb', keywordCase: 'upper' })
    return `${comment(titleOf(pipeline, step))}\nCREATE TEMP TABLE ${name} AS\n${select};`
  })
  return `${[begins.join('\n'), ...statements].filter(Boolean).join('\n\n')}\n`
}

/** `weft sql`: prints the pipeline as one readable script. */
export async function sql(request: Request, terminal: Terminal): Promise<number> {
  const project = await openProject(request)
  if (!project.ok) return fail(terminal, project.failure)
  project.value.tables.dispose()
  if (isBroken(project.value)) return fail(terminal, refuse('cli.no-outputs').failure)
  terminal.out(scriptOf(project.value).trimEnd())
  return 0
}
