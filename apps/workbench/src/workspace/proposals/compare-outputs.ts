import type { ProposalChecks } from './proposal-shapes.ts'

type Shape = ProposalChecks['before'][number]

/** What becomes of one output: its rows, and its columns as the contract with whoever uses it. */
export interface OutputChange {
  readonly name: string
  readonly how: 'same' | 'changed' | 'new' | 'gone'
  readonly rowsBefore: number | null
  readonly rowsAfter: number | null
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Columns of the same name and another type. */
  readonly retyped: readonly string[]
}

const oneSided = { added: [], removed: [], retyped: [] }

function compareBoth(name: string, before: Shape, after: Shape): OutputChange {
  const old = new Map(before.columns.map((column) => [column.name, column.type]))
  const next = new Map(after.columns.map((column) => [column.name, column.type]))
  const added = [...next.keys()].filter((column) => !old.has(column))
  const removed = [...old.keys()].filter((column) => !next.has(column))
  const retyped = [...next].flatMap(([column, type]) =>
    old.has(column) && old.get(column) !== type ? [column] : [],
  )
  const isSame = added.length + removed.length + retyped.length === 0 && before.rows === after.rows
  const how = isSame ? 'same' : 'changed'
  return { name, how, rowsBefore: before.rows, rowsAfter: after.rows, added, removed, retyped }
}

function compareOne(
  name: string,
  before: Shape | undefined,
  after: Shape | undefined,
): OutputChange {
  if (before && after) return compareBoth(name, before, after)
  const how = after ? 'new' : 'gone'
  return {
    name,
    how,
    rowsBefore: before?.rows ?? null,
    rowsAfter: after?.rows ?? null,
    ...oneSided,
  }
}

/** The outputs of both contents by name, those that change first. */
export function compareOutputs({
  before,
  after,
}: Pick<ProposalChecks, 'before' | 'after'>): readonly OutputChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))]
  const named = (shapes: readonly Shape[], name: string) =>
    shapes.find((shape) => shape.name === name)
  return names
    .map((name) => compareOne(name, named(before, name), named(after, name)))
    .toSorted((a, b) => Number(a.how === 'same') - Number(b.how === 'same'))
}
