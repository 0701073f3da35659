import { quoteName, sourceTableName } from '@weft/pipeline-sql'
import { titleOf, type Project } from './open-project.ts'

function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  return plain.replace(/^_+|_+$/g, '').slice(0, 50)
}

/** A readable name for every table of a project, unique whatever their case: outputs by their own names, steps by their titles. */
export function readableNames({ pipeline, compiled, sources }: Project): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const give = (table: string, wanted: string) => {
    if (names.has(table)) return
    const base = /^[a-z]/.test(wanted) ? wanted : `t_${wanted}`.replace(/_$/, '')
    let name = base
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`
    taken.add(name)
    names.set(table, name)
  }
  for (const [dataset, { digest }] of Object.entries(sources)) {
    give(sourceTableName(digest), slug(dataset))
  }
  for (const { name, step } of compiled.outputs) {
    const table = compiled.steps[step]?.table
    if (table) give(table, slug(name))
  }
  for (const { table, step, port } of compiled.tables) {
    const title = slug(titleOf(pipeline, step))
    give(table, port === 'main' ? title : `${title}_${port}`)
  }
  return names
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
