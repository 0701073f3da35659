import type { Pipeline, StepId } from '@weft/pipeline-model'
import { items, PipelineDraft } from './golden-pipeline.ts'

/** Two hundred steps of many kinds in a line, with joins and unions that reach far back. */
export function longPipeline(): Pipeline {
  const draft = new PipelineDraft()
  const orders = draft.add('dataset', { dataset: 'orders' })
  const regions = draft.add('dataset', { dataset: 'regions' })
  const line: StepId[] = [orders]
  const last = () => line.at(-1) ?? orders
  const makers: readonly ((at: number) => StepId)[] = [
    (at) =>
      draft.add(
        'filter',
        {
          match: 'all',
          conditions: items({ column: 'id', operator: 'not-equals' as const, value: String(at) }),
        },
        last(),
      ),
    (at) =>
      draft.add(
        'compute',
        { columns: items({ name: `c${at}`, expression: `id * 2 + ${at}` }) },
        last(),
      ),
    () =>
      draft.add(
        'sort',
        { keys: items({ column: 'day', direction: 'descending' as const }) },
        last(),
      ),
    () =>
      draft.add(
        'join',
        { kind: 'semi', keys: items({ left: 'region', right: 'region' }) },
        last(),
        regions,
      ),
    (at) => draft.add('union', { match: 'name' }, last(), line[Math.floor(at / 2)] ?? orders),
  ]
  for (let at = 0; at < 197; at++) {
    const maker = makers[at % makers.length]
    if (maker) line.push(maker(at))
  }
  draft.add('output', { name: 'result' }, last())
  return draft.picture()
}
