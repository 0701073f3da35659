import { problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { castSql } from '../column-types.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import type { Parameters } from '../expressions/typed-expression.ts'
import { quoteName } from '../quoting.ts'
import {
  bothColumns,
  comparedColumns,
  isEqual,
  leftSql,
  readKeys,
  rightSql,
  type KeyPair,
} from './join-columns.ts'
import {
  brokenDraft,
  checkSuffix,
  draftOf,
  passColumns,
  type DraftColumn,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['join']

const signs = {
  equals: '=',
  'not-equals': '<>',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
} as const

function conditionOf({ left, right, type, operator }: KeyPair): string {
  const one = castSql(leftSql(left.name), left.type, type)
  const two = castSql(rightSql(right.name), right.type, type)
  return `${one} ${signs[operator]} ${two}`
}

/** Of right rows that an as-of join could not tell apart, only the first: what is found must not be left to chance. */
function oneOfEquals(right: StepInput, keys: readonly KeyPair[]): string {
  const names = [...new Set(keys.map((key) => quoteName(key.right.name)))]
  const order = right.schema.map(({ name }) => `${quoteName(name)} ASC NULLS LAST`)
  const rank = `row_number() OVER (PARTITION BY ${names.join(', ')} ORDER BY ${order.join(', ')})`
  return `(SELECT * FROM ${quoteName(right.table)} QUALIFY ${rank} = 1)`
}

/** How many left rows find a match, how many find none, and how many right rows find none. */
function countProbe(left: StepInput, right: StepInput, on: string): string {
  const [l, r] = [`${quoteName(left.table)} AS l`, `${quoteName(right.table)} AS r`]
  const count = (from: string, as: string) => `(SELECT count(*) FROM ${from}) AS ${as}`
  return `SELECT ${[
    count(`${l} SEMI JOIN ${r} ON ${on}`, 'matched'),
    count(`${l} ANTI JOIN ${r} ON ${on}`, 'left_only'),
    count(`${r} ANTI JOIN ${l} ON ${on}`, 'right_only'),
  ].join(', ')}`
}

const words = {
  inner: 'INNER JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  full: 'FULL JOIN',
  semi: 'SEMI JOIN',
  anti: 'ANTI JOIN',
  'as-of': 'ASOF LEFT JOIN',
  cross: 'CROSS JOIN',
} as const

/** Whether nothing says which rows belong together. */
function lacksKeys({ kind, keys, condition }: Settings): boolean {
  if (kind === 'cross' || keys.length > 0) return false
  return kind === 'as-of' || condition.trim() === ''
}

function checkKinds(settings: Settings, keys: readonly KeyPair[]): readonly Problem[] {
  const place = { setting: 'keys' }
  if (lacksKeys(settings)) return [problem('join.keys-missing', {}, place)]
  if (settings.kind === 'full' && !keys.some(isEqual))
    return [problem('join.full-needs-equal', {}, place)]
  if (settings.kind !== 'as-of') return []
  const others = keys.filter((key) => !isEqual(key))
  const isSound = others.length === 1 && others[0]?.operator !== 'not-equals'
  return isSound ? [] : [problem('join.as-of-needs-order', {}, place)]
}

/** The columns of the left side and nothing else. */
function onlyLeftColumns(left: StepInput): { columns: readonly DraftColumn[]; list: string } {
  const names = passColumns(left).map(({ sql }) => `l.${sql} AS ${sql}`)
  return { columns: passColumns(left), list: names.join(', ') }
}

/** What two rows must meet beside the keys; null where nothing more is asked or it cannot be read. */
function extraCondition(
  settings: Settings,
  sides: readonly [StepInput, StepInput],
  parameters: Parameters,
  problems: Problem[],
): string | null {
  const isAsked = !['cross', 'as-of'].includes(settings.kind) && settings.condition.trim() !== ''
  if (!isAsked) return null
  const place = { setting: 'condition' }
  const columns = comparedColumns(settings, sides)
  const sqlOf = (name: string): string =>
    columns.find((column) => column.name === name)?.sql ?? quoteName(name)
  const checked = checkExpression(settings.condition, columns, place, parameters, sqlOf)
  if (checked.ok && checked.value.type === 'BOOLEAN') return checked.value.sql
  problems.push(
    checked.ok
      ? problem('join.not-a-condition', { type: checked.value.type }, place)
      : checked.problem,
  )
  return null
}

/** Matches the rows of two inputs by pairs of columns and by a condition over both. */
export function compileJoin(settings: Settings, { at, parameters }: CompileScope): StepDraft {
  const [left, right] = [at('left'), at('right')]
  const problems: Problem[] = []
  const isCross = settings.kind === 'cross'
  const keys = isCross ? [] : readKeys(settings, left, right, problems)
  const extra = extraCondition(settings, [left, right], parameters, problems)
  problems.push(...checkKinds(settings, keys))
  checkSuffix(settings.suffix.trim(), problems)
  if (problems.length > 0) return brokenDraft(problems)
  const onlyLeft = settings.kind === 'semi' || settings.kind === 'anti'
  const { columns, list } = onlyLeft
    ? onlyLeftColumns(left)
    : bothColumns(settings, [left, right], keys, problems)
  const on = [...keys.map(conditionOf), ...(extra === null ? [] : [extra])].join(' AND ')
  const table = settings.kind === 'as-of' ? oneOfEquals(right, keys) : quoteName(right.table)
  const sides = `${quoteName(left.table)} AS l ${words[settings.kind]} ${table} AS r`
  const sql = `SELECT ${list} FROM ${sides}${isCross ? '' : ` ON ${on}`}`
  const probes = isCross ? {} : { counts: countProbe(left, right, on) }
  return draftOf(problems, columns, sql, false, { probes })
}
