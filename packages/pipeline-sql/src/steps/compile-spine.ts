import { foldName, problem, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { readMoment } from '../expressions/typed-expression.ts'
import { quoteName } from '../quoting.ts'
import { checkName, draftOf, type StepDraft } from './step-draft.ts'

type Settings = StepSettings['spine']

const mostRows = 2_000_000
const hoursIn = { hour: 1, day: 24, week: 168, month: 672, quarter: 2_160, year: 8_760 } as const

function readEnd(
  setting: 'from' | 'to',
  settings: Settings,
  { parameters }: CompileScope,
  problems: Problem[],
): string | null {
  const written = settings[setting].trim()
  const name = written.startsWith('$') ? foldName(written.slice(1)) : null
  const read = readMoment(name === null ? written : (parameters.get(name)?.text ?? ''))
  if (read === null)
    problems.push(problem('spine.date-unfit', { value: written.slice(0, 60) }, { setting }))
  return read
}

/** Every day, week, month … from one date to another, both included. */
export function compileSpine(settings: Settings, scope: CompileScope): StepDraft {
  const problems: Problem[] = []
  const { name, unit } = settings
  checkName(name, { setting: 'name' }, new Set(), problems)
  const from = readEnd('from', settings, scope, problems)
  const to = readEnd('to', settings, scope, problems)
  const hours = (Date.parse(`${to ?? ''}Z`) - Date.parse(`${from ?? ''}Z`)) / 3_600_000
  if (hours < 0) problems.push(problem('spine.order-wrong', {}, { setting: 'to' }))
  if (hours / hoursIn[unit] > mostRows)
    problems.push(problem('spine.too-long', { limit: mostRows }, { setting: 'to' }))
  const type = unit === 'hour' ? 'TIMESTAMP' : 'DATE'
  const step = unit === 'quarter' ? '3 MONTH' : `1 ${unit.toUpperCase()}`
  const series = `generate_series(TIMESTAMP '${from ?? ''}', TIMESTAMP '${to ?? ''}', INTERVAL ${step})`
  const sql = `SELECT CAST(moment AS ${type}) AS ${quoteName(name)} FROM ${series} AS s(moment)`
  return draftOf(problems, [{ name, type, origins: [] }], sql, true)
}
