import { quoteName } from '@weft/pipeline-sql'

/** A statement with other words for the engine's tables. */
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
