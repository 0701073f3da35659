import { problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import { parseCastType } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { cellSql } from './read-cell.ts'
import { checkName, draftOf, type StepDraft } from './step-draft.ts'

type Settings = StepSettings['table']

function rowSql(
  row: Settings['rows'][number],
  columns: Settings['columns'],
  types: readonly string[],
  problems: Problem[],
): string {
  const values = columns.map(({ id, name }, index) => {
    const written = Object.hasOwn(row.cells, id) ? (row.cells[id] ?? '') : ''
    const type = types[index] ?? 'VARCHAR'
    if (written === '') return `CAST(NULL AS ${type})`
    const value = cellSql(written, type)
    if (value === null) {
      const args = { value: written.slice(0, 60), column: name, type }
      problems.push(problem('table.cell-unfit', args, { setting: 'rows', item: row.id }))
    }
    return value ?? 'NULL'
  })
  return `(${values.join(', ')})`
}

/** A table written by hand; an empty cell is empty. */
export function compileTable({ columns, rows }: Settings): StepDraft {
  const problems: Problem[] = []
  const taken = new Set<string>()
  if (columns.length === 0)
    problems.push(problem('table.columns-missing', {}, { setting: 'columns' }))
  const types = columns.map(({ id, name, type }) => {
    const place = { setting: 'columns', item: id }
    checkName(name, place, taken, problems)
    const read = parseCastType(type)
    if (read === null) problems.push(problem('step.type-unknown', { type }, place))
    return read ?? 'VARCHAR'
  })
  const lines = rows.map((row) => rowSql(row, columns, types, problems))
  const names = columns.map((_, index) => `c${String(index)}`)
  const list = columns.map(({ name }, index) => {
    const value = lines.length > 0 ? `c${String(index)}` : 'NULL'
    return `CAST(${value} AS ${types[index] ?? 'VARCHAR'}) AS ${quoteName(name)}`
  })
  const from =
    lines.length > 0
      ? ` FROM (VALUES ${lines.join(', ')}) AS t(${names.join(', ')})`
      : ' WHERE FALSE'
  const made = columns.map(({ name }, index) => ({
    name,
    type: types[index] ?? 'VARCHAR',
    origins: [],
  }))
  return draftOf(problems, made, `SELECT ${list.join(', ')}${from}`, true)
}
