import type { Schema, StepId } from '@weft/pipeline-model'
import { items, PipelineDraft } from './golden-pipeline.ts'
import { goldenSources } from './golden-tables.ts'

/** Repeatable random numbers (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A pipeline of random steps whose settings name random columns of the datasets, right or wrong. */
export function randomPipeline(seed: number): PipelineDraft {
  const random = seeded(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const columns = Object.values(goldenSources).flatMap(({ schema }: { schema: Schema }) =>
    schema.map(({ name }) => name),
  )
  const draft = new PipelineDraft()
  const made: StepId[] = Object.keys(goldenSources).map((dataset) =>
    draft.add('dataset', { dataset }),
  )
  const builders: (() => StepId)[] = [
    () =>
      draft.add(
        'select',
        {
          columns: items({
            column: pick(columns),
            name: pick([null, 'new "name"', '新列', pick(columns)]),
            cast: pick([null, 'VARCHAR', 'DOUBLE']),
            keep: random() > 0.3,
          }),
          others: 'keep',
        },
        pick(made),
      ),
    () =>
      draft.add(
        'filter',
        {
          match: pick(['all', 'any'] as const),
          conditions: items({
            column: pick(columns),
            operator: pick(['equals', 'not-equals', 'less', 'is-empty', 'one-of'] as const),
            value: pick(['1', 'north', "'; DROP TABLE x --", '2024-01-31', '']),
          }),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'compute',
        {
          columns: items({
            name: `c${Math.floor(random() * 1e6)}`,
            expression: pick([
              'id * 2',
              "coalesce(region, '?')",
              'case when id > 2 then 1 else 0 end',
              '"金额" + 1',
            ]),
          }),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'join',
        {
          kind: pick(['inner', 'left', 'right', 'full'] as const),
          keys: items({ left: pick(columns), right: pick(columns) }),
        },
        pick(made),
        pick(made),
      ),
    () =>
      draft.add(
        'group',
        {
          by: items({ column: pick(columns) }),
          aggregates: items({
            function: pick(['count', 'sum', 'average', 'min', 'count-distinct'] as const),
            column: pick(columns),
            name: 'figure',
          }),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'sort',
        {
          keys: items({ column: pick(columns), direction: 'descending' as const }),
          limit: pick([null, 3]),
        },
        pick(made),
      ),
    () =>
      draft.add(
        'union',
        { match: pick(['name', 'position'] as const), distinct: random() > 0.5 },
        pick(made),
        pick(made),
      ),
  ]
  for (let count = 0; count < 8; count++) made.push(pick(builders)())
  draft.add('output', { name: 'result' }, pick(made))
  return draft
}
