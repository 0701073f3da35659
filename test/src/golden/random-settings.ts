import {
  stepKinds,
  stepSpecs,
  type Field,
  type FieldLook,
  type Fields,
  type StepId,
  type StepKind,
} from '@weft/pipeline-model'
import { PipelineDraft } from './golden-pipeline.ts'
import { goldenSources } from './golden-tables.ts'
import { seeded } from './random-pipeline.ts'

const columns = Object.values(goldenSources).flatMap(({ schema }) => schema.map(({ name }) => name))
const texts = [
  '1',
  'north',
  '2024-01-31',
  '-1.5',
  'true',
  '',
  ',',
  '(\\w)',
  "'; DROP TABLE x; --",
  '"',
  'new "name"',
  '$p',
]
const expressions = [
  'id > 2',
  "region = 'north'",
  'id * 2',
  'day + interval 1 month',
  '',
  'nothing +',
  "'; DROP TABLE x; --",
]

const choices: Partial<Readonly<Record<FieldLook['type'], readonly unknown[]>>> = {
  column: columns,
  flag: [true, false],
  expression: expressions,
  text: texts,
  value: texts,
  cast: ['VARCHAR', 'BIGINT', 'DATE', 'no type'],
  file: [
    null,
    ...Object.values(goldenSources).flatMap(({ digest, schema: columns }) => [
      { digest, fileName: 'a.csv', rows: 6, columns },
      { digest, fileName: 'b.csv', rows: 6, columns: [{ name: 'id', type: '); DROP TABLE x' }] },
    ]),
  ],
}

/** Settings nobody would choose, made from nothing but the definition of their kind. */
class RandomSettings {
  private readonly random: () => number
  private count = 0

  constructor(random: () => number) {
    this.random = random
  }

  pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)] as T
  }

  of(fields: Fields): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, this.value(field)]),
    )
  }

  private value({ look, initial }: Field<unknown>): unknown {
    if (look.type === 'list')
      return Array.from({ length: Math.floor(this.random() * 3) }, () => ({
        id: `it_${String(++this.count).padStart(10, '0')}`,
        ...this.of(look.item),
      }))
    if (look.type === 'number') return look.optional ? null : this.within(look.least, look.most)
    if (look.type === 'column' && this.random() < 0.2) return look.optional ? null : ''
    if (look.type === 'name') return this.name()
    if (look.type === 'choice') return this.pick<unknown>(look.options)
    return this.pick<unknown>(choices[look.type] ?? [initial])
  }

  private name(): string {
    return this.random() < 0.7 ? `c${String(++this.count)}` : this.pick(texts)
  }

  private within(least: number, most: number): number {
    return Math.min(most, Math.max(least, Math.floor(this.random() * 5)))
  }
}

// The input of a subflow stands inside one; `subflows.test.ts` has them.
/** The kinds a random pipeline is made of: those that hand rows on. */
export const flowing = stepKinds.filter(
  (kind) => kind !== 'dataset' && kind !== 'entry' && stepSpecs[kind].outputs.length > 0,
)

/** Steps of any kind under settings nobody would choose, each over steps before it. */
export function randomlySet(seed: number): PipelineDraft {
  const settings = new RandomSettings(seeded(seed))
  const draft = new PipelineDraft()
  const made: StepId[] = Object.keys(goldenSources).map((dataset) =>
    draft.add('dataset', { dataset }),
  )
  for (let count = 0; count < 8; count++) {
    const kind: StepKind = settings.pick(flowing)
    const given = settings.of(stepSpecs[kind].fields)
    const from = stepSpecs[kind].inputs.map(() => settings.pick(made))
    made.push(draft.add(kind, given, ...from))
  }
  return draft
}
