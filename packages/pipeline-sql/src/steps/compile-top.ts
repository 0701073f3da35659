import { warning, type Problem, type StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { orderBySql, rowOrder } from './order-sql.ts'
import { partByRank } from './ranked-rows.ts'
import { draftOf, findColumns, passColumns, type StepDraft } from './step-draft.ts'

/** The first rows of every group; equals of the last one may be kept too. */
export function compileTop(settings: StepSettings['top'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const by = findColumns(settings.by, 'by', input, problems)
  const order = rowOrder(settings.keys, input, problems)
  if (settings.keys.length === 0)
    problems.push(warning('sort.keys-missing', {}, { setting: 'keys' }))
  const keepsTies = settings.ties === 'keep' && order.keys.length > 0
  const { sql, rest } = partByRank(input, {
    by,
    order: keepsTies ? `ORDER BY ${order.keys.join(', ')}` : orderBySql(order),
    rank: keepsTies ? 'rank' : 'row_number',
    passes: () => String(settings.count),
  })
  return draftOf(problems, passColumns(input), sql, false, { asides: { rest } })
}
