import type { Problem, StepSettings } from '@weft/pipeline-model'
import type { CompileScope } from '../compile-scope.ts'
import { quoteName } from '../quoting.ts'
import { orderBySql, rowOrder } from './order-sql.ts'
import { partByRank } from './ranked-rows.ts'
import { draftOf, findColumns, passColumns, type StepDraft } from './step-draft.ts'

/** A repeatable sample: rows are ordered by a hash of their content and the seed. */
export function compileSample(settings: StepSettings['sample'], { at }: CompileScope): StepDraft {
  const input = at('in')
  const problems: Problem[] = []
  const by = findColumns(settings.by, 'by', input, problems)
  const { ties } = rowOrder([], input, problems)
  const cells = input.schema.map((column) => quoteName(column.name))
  const shuffled = `hash(${[...cells, String(settings.seed)].join(', ')})`
  const share = String(settings.percent)
  const { sql, rest } = partByRank(input, {
    by,
    order: orderBySql({ keys: [shuffled], ties }),
    rank: 'row_number',
    passes: (partition) =>
      settings.how === 'rows'
        ? String(settings.count)
        : `ceil(count(*) OVER (${partition.trim()}) * CAST(${share} AS DOUBLE) / 100)`,
  })
  return draftOf(problems, passColumns(input), sql, false, { asides: { rest } })
}
