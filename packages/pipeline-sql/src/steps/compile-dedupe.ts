import type { Problem, StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { orderBySql, rowOrder } from './order-sql.ts'
import { partByRank } from './ranked-rows.ts'
import { draftOf, findColumns, passColumns, type StepDraft } from './step-draft.ts'

/** One row of those that are equal in the chosen columns, or in all; the first by the order. */
export function compileDedupe(settings: StepSettings['dedupe'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const chosen = findColumns(settings.by, 'by', input, problems)
  const { sql, rest } = partByRank(input, {
    by: chosen.length > 0 ? chosen : input.schema,
    order: orderBySql(rowOrder(settings.keys, input, problems)),
    rank: 'row_number',
    passes: () => '1',
  })
  return draftOf(problems, passColumns(input), sql, false, { asides: { rest } })
}
