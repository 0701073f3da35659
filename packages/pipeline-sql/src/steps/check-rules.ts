import { problem, type Column, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql, commonType, familyOf, isNumeric } from '../column-types.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import { quoteName } from '../quoting.ts'
import { cellSql, listParts } from './read-cell.ts'
import { findColumn } from './step-draft.ts'

/** One rule of a check. */
export type Rule = StepSettings['check']['rules'][number]

/** A rule over single rows: what is said of a row that breaks it, and when a row does. */
export interface RowRule {
  readonly label: string
  readonly broken: string
  readonly reads: readonly string[]
}

interface Ways {
  readonly scope: CompileScope
  readonly problems: Problem[]
}

type OverColumn = (rule: Rule, column: Column, ways: Ways) => string | null

const place = (rule: Rule) => ({ setting: 'rules', item: rule.id })
const no = (rule: Rule, { problems }: Ways, code: string, args = {}) => {
  problems.push(problem(code, args, place(rule)))
  return null
}

const notAccepted: OverColumn = (rule, column, ways) => {
  const parts = listParts(rule.values)
  const values = parts.map((part) => cellSql(part, column.type))
  if (parts.length === 0) return no(rule, ways, 'check.values-missing')
  const unfit = values.indexOf(null)
  if (unfit >= 0) {
    const args = { value: parts[unfit] ?? '', column: column.name, type: column.type }
    return no(rule, ways, 'table.cell-unfit', args)
  }
  const name = quoteName(column.name)
  return `${name} IS NOT NULL AND ${name} NOT IN (${values.join(', ')})`
}

const outOfRange: OverColumn = (rule, column, ways) => {
  if (!isNumeric(column.type))
    return no(rule, ways, 'group.aggregate-unfit', { column: column.name, type: column.type })
  const value = castSql(quoteName(column.name), column.type, 'DOUBLE')
  const bound = (number: number) => `CAST(${String(number)} AS DOUBLE)`
  return `${value} < ${bound(rule.least)} OR ${value} > ${bound(rule.most)}`
}

const withoutPartner: OverColumn = (rule, column, ways) => {
  const reference = ways.scope.find('reference')
  if (!reference) return no(rule, ways, 'check.reference-missing')
  const target = findColumn(reference.schema, rule.target, place(rule), ways.problems)
  if (!target) return null
  const type = commonType(column.type, target.type)
  if (type === null || familyOf(type) === 'other') {
    const args = {
      left: column.name,
      leftType: column.type,
      right: target.name,
      rightType: target.type,
    }
    return no(rule, ways, 'join.types-differ', args)
  }
  const there = castSql(quoteName(target.name), target.type, type)
  const values = `SELECT ${there} FROM ${quoteName(reference.table)} WHERE ${quoteName(target.name)} IS NOT NULL`
  const name = quoteName(column.name)
  return `${name} IS NOT NULL AND ${castSql(name, column.type, type)} NOT IN (${values})`
}

const overColumn: Partial<Readonly<Record<Rule['rule'], OverColumn>>> = {
  'not-empty': (_, column) => {
    const name = quoteName(column.name)
    return familyOf(column.type) === 'text' ? `${name} IS NULL OR ${name} = ''` : `${name} IS NULL`
  },
  unique: (_, column) => {
    const name = quoteName(column.name)
    return `${name} IS NOT NULL AND count(*) OVER (PARTITION BY ${name}) > 1`
  },
  accepted: notAccepted,
  range: outOfRange,
  relationship: withoutPartner,
}

/** SQL of a rule over single rows; null for a rule over the whole table, or with a problem. */
export function rowRule(rule: Rule, ways: Ways): RowRule | null {
  const input = ways.scope.at('in')
  if (rule.rule === 'row-count') return null
  if (rule.rule === 'expression') {
    const { parameters } = ways.scope
    const checked = checkExpression(rule.expression, input.schema, place(rule), parameters)
    if (!checked.ok) {
      ways.problems.push(checked.problem)
      return null
    }
    const { sql, type, columns } = checked.value
    if (type !== 'BOOLEAN') return no(rule, ways, 'filter.not-a-condition', { type })
    return {
      label: `expression: ${rule.expression.slice(0, 80)}`,
      broken: `(${sql}) IS NOT TRUE`,
      reads: columns,
    }
  }
  const column = findColumn(input.schema, rule.column, place(rule), ways.problems)
  const write = Object.hasOwn(overColumn, rule.rule) ? overColumn[rule.rule] : undefined
  const broken = column && write ? write(rule, column, ways) : null
  return column && broken
    ? { label: `${rule.rule}: ${column.name}`, broken, reads: [column.name] }
    : null
}
