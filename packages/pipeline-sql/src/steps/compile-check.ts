import {
  foldName,
  freeName,
  problem,
  warning,
  type Problem,
  type StepSettings,
} from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName, quoteText } from '../quoting.ts'
import { rowRule, type Rule, type RowRule } from './check-rules.ts'
import {
  draftOf,
  originsIn,
  passColumns,
  passedNames,
  portOf,
  type StepDraft,
  type StepInput,
} from './step-draft.ts'

type Settings = StepSettings['check']

const freeNames = (wanted: readonly string[], input: StepInput) => {
  const taken = new Set(input.schema.map((column) => foldName(column.name)))
  return wanted.map((name) => {
    const free = freeName(name, taken)
    taken.add(foldName(free))
    return free
  })
}

function brokenRows(rules: readonly RowRule[], input: StepInput, failed: string): string {
  const flags = freeNames(
    rules.map((_, index) => `broken_${String(index + 1)}`),
    input,
  ).map(quoteName)
  const names = input.schema.map((column) => quoteName(column.name))
  const made = rules.map(
    ({ broken }, index) => `coalesce(${broken}, FALSE) AS ${flags[index] ?? ''}`,
  )
  const labels = rules.map(
    ({ label }, index) => `CASE WHEN ${flags[index] ?? ''} THEN ${quoteText(label)} END`,
  )
  const inner = `SELECT ${[...names, ...made].join(', ')} FROM ${quoteName(input.table)}`
  const words = `concat_ws('; ', ${labels.join(', ')}) AS ${quoteName(failed)}`
  return `SELECT ${[words, ...names].join(', ')} FROM (${inner}) AS t WHERE ${flags.join(' OR ')}`
}

/** A table with too few or too many rows: one row that says so, otherwise empty. */
function brokenCount(rule: Rule, input: StepInput, failed: string): string {
  const label = quoteText(`row-count: ${String(rule.fewest)}–${String(rule.greatest)}`)
  const names = input.schema.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`)
  const list = [`${label} AS ${quoteName(failed)}`, ...names].join(', ')
  const count = `SELECT count(*) AS found FROM ${quoteName(input.table)}`
  return `SELECT ${list} FROM (${count}) AS t WHERE found < ${String(rule.fewest)} OR found > ${String(rule.greatest)}`
}

function failingSql(
  rules: readonly RowRule[],
  counts: readonly Rule[],
  input: StepInput,
  failed: string,
): string {
  const names = input.schema.map((column) => quoteName(column.name))
  const none = `SELECT CAST(NULL AS VARCHAR) AS ${quoteName(failed)}, ${names.join(', ')} FROM ${quoteName(input.table)} WHERE FALSE`
  const parts = [
    ...(rules.length > 0 ? [brokenRows(rules, input, failed)] : []),
    ...counts.map((rule) => brokenCount(rule, input, failed)),
  ]
  return parts.length > 0 ? parts.join(' UNION ALL ') : none
}

/** Says whether the data is as it should be: rows that break a rule leave at `failing`, and may stop everything after. */
export function compileCheck(settings: Settings, scope: CompileScope): StepDraft {
  const input = scope.at('in')
  const problems: Problem[] = []
  const ways = { scope, problems }
  const rules = settings.rules.flatMap((rule) => rowRule(rule, ways) ?? [])
  const counts = settings.rules.filter((rule) => rule.rule === 'row-count')
  for (const rule of counts)
    if (rule.fewest > rule.greatest)
      problems.push(problem('check.count-unfit', {}, { setting: 'rules', item: rule.id }))
  if (settings.rules.length === 0) problems.push(warning('check.empty', {}, { setting: 'rules' }))
  const [failed = 'failed'] = freeNames(['failed'], input)
  const failing = failingSql(rules, counts, input, failed)
  const columns = passColumns(input)
  const said = {
    name: failed,
    type: 'VARCHAR',
    origins: originsIn(
      input,
      rules.flatMap((rule) => rule.reads),
    ),
  }
  const all = `SELECT ${passedNames(input)} FROM ${quoteName(input.table)}`
  const found = `SELECT count(*) AS failing FROM (${failing}) AS f`
  // The message is read by `failedRowsOf`, which turns it into a sentence.
  const guard = `CASE WHEN failing > 0 THEN error('weft:check-failed:' || failing) ELSE FALSE END`
  // A second part without rows asks the guard even where the table is empty.
  const empty = input.schema.map(({ type }) => `CAST(NULL AS ${type})`).join(', ')
  const guarded = `${all} UNION ALL SELECT ${empty} FROM (${found}) AS guard WHERE ${guard}`
  const blocks = settings.action === 'block' && settings.rules.length > 0
  const sql = blocks ? guarded : all
  return draftOf(problems, columns, sql, input.ordered && !blocks, {
    asides: { failing: portOf([said, ...columns], failing) },
    probes: { failing: found },
    reach: blocks ? 'all' : 'names',
  })
}
