import { problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import { parseCastType } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { checkName, draftOf, passColumns, type StepDraft, type StepInput } from './step-draft.ts'

type Expected = StepSettings['entry']['columns']

const shortest = 200

function readExpected(columns: Expected, problems: Problem[]) {
  const taken = new Set<string>()
  return columns.map(({ id, name, type }) => {
    const place = { setting: 'columns', item: id }
    checkName(name, place, taken, problems)
    const read = parseCastType(type)
    if (read === null)
      problems.push(problem('step.type-unknown', { type: type.slice(0, shortest) }, place))
    return { id, name, type: read ?? 'VARCHAR' }
  })
}

/** The rows that reach an input of a subflow, with the columns it expects. */
export function compileEntry({ columns }: StepSettings['entry'], input: StepInput): StepDraft {
  const problems: Problem[] = []
  for (const { id, name, type } of readExpected(columns, problems)) {
    const found = input.schema.find((column) => column.name === name)
    const place = { setting: 'columns', item: id }
    if (!found) problems.push(problem('entry.column-missing', { column: name }, place))
    else if (found.type !== type) {
      const args = { column: name, expected: type, type: found.type }
      problems.push(problem('entry.type-differs', args, place))
    }
  }
  return draftOf(problems, passColumns(input), '', input.ordered, { same: input })
}

/** An input nothing is connected to: no rows of the columns it expects, so that the steps inside can be set. */
export function compileOpenEntry({ columns }: StepSettings['entry']): StepDraft {
  const problems: Problem[] = []
  const expected = readExpected(columns, problems)
  if (expected.length === 0) problems.push(problem('entry.no-rows'))
  const list = expected.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`)
  const made = expected.map(({ name, type }) => ({ name, type, origins: [] }))
  return draftOf(problems, made, `SELECT ${list.join(', ')} WHERE FALSE`, true)
}
