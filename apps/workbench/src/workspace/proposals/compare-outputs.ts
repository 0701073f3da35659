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

function compareOne(
  name: string,
  before: Shape | undefined,
  after: Shape | undefined,
): OutputChange {
  const [old, next] = [before, after].map(
    (shape) => new Map(shape?.columns.map((column) => [column.name, column.type])),
  )
  const isBoth = before !== undefined && after !== undefined
  const added = isBoth ? after.columns.map((one) => one.name).filter((one) => !old?.has(one)) : []
  const removed = isBoth
    ? before.columns.map((one) => one.name).filter((one) => !next?.has(one))
    : []
  const retyped = isBoth
    ? after.columns
        .filter((one) => old?.has(one.name) && old.get(one.name) !== one.type)
        .map((one) => one.name)
    : []
  const isSame =
    isBoth && added.length + removed.length + retyped.length === 0 && before.rows === after.rows
  return {
    name,
    how: !before ? 'new' : !after ? 'gone' : isSame ? 'same' : 'changed',
    rowsBefore: before?.rows ?? null,
    rowsAfter: after?.rows ?? null,
    added,
    removed,
    retyped,
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
