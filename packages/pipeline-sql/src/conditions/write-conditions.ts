import {
  conditionTree,
  foldName,
  type Column,
  type Condition,
  type ConditionSettings,
  type ConditionTree,
  type Problem,
  type Schema,
} from '@weft/pipeline-model'
import { familyOf } from '../column-types.ts'
import { columnWord } from '../remap/expression-columns.ts'
import { conditionSql } from '../steps/condition-sql.ts'
import { listParts } from '../steps/read-cell.ts'

/** Conditions as a text of the expression language, and what keeps some of them out of it. */
export interface WrittenConditions {
  readonly text: string
  /** The problems of conditions that are not written, by the condition's id. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>
}

const textWord = (text: string) => `'${text.replaceAll("'", "''")}'`
const yes = new Set(['true', 'yes', '1', '是', '真'])

/** A value that was found to fit the column, as an expression writes it. */
function literal(written: string, { type }: Column): string {
  const value = written.trim()
  switch (familyOf(type)) {
    case 'text':
      return textWord(written)
    case 'boolean':
      return yes.has(value.toLowerCase()) ? 'true' : 'false'
    case 'date':
      return `date '${value}'`
    case 'timestamp':
      return `timestamp ${textWord(value.replace('T', ' '))}`
    case 'time':
      return `cast(${textWord(value)} as time)`
    default:
      return value.replace(/^\+/, '')
  }
}

const signs = {
  equals: '=',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
} as const
const calls = {
  contains: 'contains',
  'not-contains': 'not contains',
  'starts-with': 'starts_with',
  'ends-with': 'ends_with',
} as const

function emptyText(column: Column, isEmpty: boolean): string {
  const name = columnWord(column.name)
  const isText = familyOf(column.type) === 'text'
  if (isEmpty) return isText ? `(${name} is null or ${name} = '')` : `${name} is null`
  return isText ? `(${name} is not null and ${name} <> '')` : `${name} is not null`
}

/** One that is sound, as a filter means it: “is not” and “is none of” let empty cells through. */
function soundText(column: Column, { operator, value, against }: Condition): string {
  const name = columnWord(column.name)
  const other = against === 'column' ? columnWord(value) : null
  const sole = () => other ?? literal(value, column)
  const list = () =>
    listParts(value)
      .map((part) => literal(part, column))
      .join(', ')
  switch (operator) {
    case 'is-empty':
    case 'is-not-empty':
      return emptyText(column, operator === 'is-empty')
    case 'not-equals':
      return other === null
        ? `(${name} <> ${sole()} or ${name} is null)`
        : `(${name} <> ${other} or ${name} is null and ${other} is not null or ${name} is not null and ${other} is null)`
    case 'one-of':
      return `${name} in (${list()})`
    case 'not-one-of':
      return `(${name} not in (${list()}) or ${name} is null)`
    case 'between':
      return `${name} between ${listParts(value)
        .map((part) => literal(part, column))
        .join(' and ')}`
    case 'contains':
    case 'not-contains':
    case 'starts-with':
    case 'ends-with':
      return `${calls[operator]}(${name}, ${sole()})`
    default:
      return `${name} ${signs[operator]} ${sole()}`
  }
}

/** The text of one condition, or null with what is wrong with it. */
export function conditionText(
  condition: Condition,
  schema: Schema,
  problems: Problem[],
): string | null {
  const column = schema.find(({ name }) => foldName(name) === foldName(condition.column))
  if (!column) return null
  return conditionSql(column, condition, schema, problems) === null
    ? null
    : soundText(column, condition)
}

/** Writes conditions and their groups as one expression; what is not finished is left out of it. */
export function writeConditions(settings: ConditionSettings, schema: Schema): WrittenConditions {
  const problems = new Map<string, readonly Problem[]>()
  const branch = ({ match, conditions, groups }: ConditionTree): string => {
    const parts = conditions.flatMap((one) => {
      const found: Problem[] = []
      const text = conditionText(one, schema, found)
      if (text === null) problems.set(one.id, found)
      return text ?? []
    })
    for (const group of groups) {
      const text = branch(group)
      if (text !== '') parts.push(/ (?:and|or) /.test(text) ? `(${text})` : text)
    }
    return parts.join(match === 'all' ? ' and ' : ' or ')
  }
  const text = branch(conditionTree(settings))
  return { text, problems }
}
