import { quoteName, sourceTableName } from '@weft/pipeline-sql'
import { readableNames as namesOf } from '@weft/sql-dialects'
import { titleOf, type Project } from './open-project.ts'

/** A readable name for every table of a project. */
export function readableNames({ pipeline, compiled, sources }: Project): Map<string, string> {
  const begins = Object.entries(sources).map(([title, { digest }]) => ({
    table: sourceTableName(digest),
    title,
  }))
  return namesOf(compiled, begins, (step) => titleOf(pipeline, step))
}

/** A statement with other words for its tables. */
export function renameTables(
  sql: string,
  names: ReadonlyMap<string, string>,
  write: (name: string, table: string) => string = quoteName,
): string {
  // Only whole quoted names of the engine's own form are replaced; their hashes occur nowhere else.
  return sql.replace(/"([wd]_[0-9a-f]{16,})"/g, (whole, table: string) => {
    const name = names.get(table)
    return name === undefined ? whole : write(name, table)
  })
}
