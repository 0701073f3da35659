import {
  foldName,
  problem,
  type Column,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, commonType, familyOf } from '../column-types.ts'
import { quoteName } from '../quoting.ts'
import { draftOf, type StepDraft, type StepInput } from './step-draft.ts'

type Settings = StepSettings['overlap']

function partnerOf(
  column: Column,
  index: number,
  right: StepInput,
  { match }: Settings,
  problems: Problem[],
): Column | null {
  const found =
    match === 'position'
      ? right.schema[index]
      : right.schema.find((one) => foldName(one.name) === foldName(column.name))
  if (!found) {
    const args = { column: column.name }
    problems.push(problem('overlap.column-missing', args, { setting: 'match' }))
  }
  return found ?? null
}

function typeOfBoth(one: Column, two: Column, problems: Problem[]): string {
  const texts = [one, two].some((column) => familyOf(column.type) === 'text')
  const type = texts ? 'VARCHAR' : commonType(one.type, two.type)
  if (type === null) {
    const args = { column: one.name, first: one.type, other: two.type }
    problems.push(problem('union.types-differ', args, { setting: 'match' }))
  }
  return type ?? one.type
}

/** The rows of the left table that the right one has not, or has too. */
export function compileOverlap(settings: Settings, { at }: CompileScope): StepDraft {
  const [left, right] = [at('left'), at('right')]
  const problems: Problem[] = []
  const pairs = left.schema.flatMap((column, index) => {
    const partner = partnerOf(column, index, right, settings, problems)
    return partner ? [{ column, partner, type: typeOfBoth(column, partner, problems) }] : []
  })
  const select = (side: 'column' | 'partner', table: string) => {
    const list = pairs.map((pair) => {
      const value = castSql(quoteName(pair[side].name), pair[side].type, pair.type)
      return `${value} AS ${quoteName(pair.column.name)}`
    })
    return `SELECT ${list.join(', ')} FROM ${quoteName(table)}`
  }
  const columns = pairs.map(({ column, partner, type }) => ({
    name: column.name,
    type,
    origins: [
      { input: left.index, column: column.name },
      { input: right.index, column: partner.name },
    ],
  }))
  const word = `${settings.how.toUpperCase()}${settings.every ? ' ALL' : ''}`
  const sql = `${select('column', left.table)} ${word} ${select('partner', right.table)}`
  return draftOf(problems, columns, sql, false)
}
