import {
  conditionTree,
  foldName,
  type Column,
  type ComparisonOperator,
  type Condition,
  type ConditionSettings,
  type ConditionTree,
  type Problem,
  type Schema,
} from '@weft/pipeline-model'
import { familyOf, type TypeFamily } from '../column-types.ts'
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

const plainWord = (value: string) => value.replace(/^\+/, '')

/** How a value without the spaces around it is written, for each family of types but text. */
const literals: Readonly<Record<Exclude<TypeFamily, 'text'>, (value: string) => string>> = {
  boolean: (value) => (yes.has(value.toLowerCase()) ? 'true' : 'false'),
  date: (value) => `date '${value}'`,
  timestamp: (value) => `timestamp ${textWord(value.replace('T', ' '))}`,
  time: (value) => `cast(${textWord(value)} as time)`,
  integer: plainWord,
  decimal: plainWord,
  float: plainWord,
  null: plainWord,
  other: plainWord,
}

/** A value that was found to fit the column, as an expression writes it. */
function literal(written: string, { type }: Column): string {
  const family = familyOf(type)
  return family === 'text' ? textWord(written) : literals[family](written.trim())
}

function emptyText(column: Column, isEmpty: boolean): string {
  const name = columnWord(column.name)
  const isText = familyOf(column.type) === 'text'
  if (isEmpty) return isText ? `(${name} is null or ${name} = '')` : `${name} is null`
  return isText ? `(${name} is not null and ${name} <> '')` : `${name} is not null`
}

/** The two sides of a condition. */
interface Sides {
  readonly column: Column
  readonly value: string
  /** The column's name, as an expression writes it. */
  readonly name: string
  /** The other column's; null for a value. */
  readonly other: string | null
}

const sole = ({ column, value, other }: Sides) => other ?? literal(value, column)
const listed = ({ column, value }: Sides, joint: string) =>
  listParts(value)
    .map((part) => literal(part, column))
    .join(joint)

const sign = (written: string) => (sides: Sides) => `${sides.name} ${written} ${sole(sides)}`
const call = (written: string) => (sides: Sides) => `${written}(${sides.name}, ${sole(sides)})`

function differs(sides: Sides): string {
  const { name, other } = sides
  return other === null
    ? `(${name} <> ${sole(sides)} or ${name} is null)`
    : `(${name} <> ${other} or ${name} is null and ${other} is not null or ${name} is not null and ${other} is null)`
}

/** How each operator is written, as a filter means it: “is not” and “is none of” let empty cells through. */
const texts: Readonly<Record<ComparisonOperator, (sides: Sides) => string>> = {
  equals: sign('='),
  'not-equals': differs,
  less: sign('<'),
  'less-or-equal': sign('<='),
  greater: sign('>'),
  'greater-or-equal': sign('>='),
  between: (sides) => `${sides.name} between ${listed(sides, ' and ')}`,
  contains: call('contains'),
  'not-contains': call('not contains'),
  'starts-with': call('starts_with'),
  'ends-with': call('ends_with'),
  'one-of': (sides) => `${sides.name} in (${listed(sides, ', ')})`,
  'not-one-of': (sides) =>
    `(${sides.name} not in (${listed(sides, ', ')}) or ${sides.name} is null)`,
  'is-empty': ({ column }) => emptyText(column, true),
  'is-not-empty': ({ column }) => emptyText(column, false),
}

/** One that is sound. */
function soundText(column: Column, { operator, value, against }: Condition): string {
  const other = against === 'column' ? columnWord(value) : null
  return texts[operator]({ column, value, name: columnWord(column.name), other })
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
