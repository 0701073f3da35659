import type { Column } from '@weft/pipeline-model'
import { quoteName } from '../quoting.ts'
import { partitionSql } from './order-sql.ts'
import { passColumns, passedNames, portOf, type PortDraft, type StepInput } from './step-draft.ts'

/** Rows parted by a number they get within their group: those that pass, and the rest. */
export function partByRank(
  input: StepInput,
  {
    by,
    order,
    rank,
    passes,
  }: {
    readonly by: readonly Column[]
    readonly order: string
    readonly rank: 'row_number' | 'rank'
    readonly passes: (partition: string) => string
  },
): { readonly sql: string; readonly rest: PortDraft } {
  const partition = partitionSql(by)
  const test = `${rank}() OVER (${partition}${order}) <= ${passes(partition)}`
  const all = `SELECT ${passedNames(input)} FROM ${quoteName(input.table)} QUALIFY `
  return { sql: all + test, rest: portOf(passColumns(input), `${all}NOT (${test})`) }
}
