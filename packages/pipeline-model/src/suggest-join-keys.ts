import type { Schema } from './column.ts'
import { foldName } from './output-names.ts'

/** A column with what the catalogue knows of it: `key`, or the `dataset.column` a foreign key points at. */
export interface KeyedColumn {
  readonly name: string
  readonly type: string
  readonly role?: string
  readonly references?: string
}

const family = (type: string) =>
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/.test(type) ? 'integer' : type.replace(/\(.*$/, '')

const plain = (name: string) => foldName(name).replace(/[\s_-]+/g, '')

const pointsAt = (column: KeyedColumn, target: KeyedColumn) =>
  column.references !== undefined && foldName(column.references).endsWith(foldName(target.name))

const isKeyish = (column: KeyedColumn) =>
  column.role === 'key' || /(id|code|key|no|编号|编码|代码)$/.test(plain(column.name))

function score(left: KeyedColumn, right: KeyedColumn): number {
  if (family(left.type) !== family(right.type)) return 0
  if (pointsAt(left, right) || pointsAt(right, left)) return 4
  if (plain(left.name) !== plain(right.name)) return 0
  const exact = left.name === right.name ? 1 : 0
  return (isKeyish(left) || isKeyish(right) ? 2 : 0.5) + exact
}

/** Pairs of columns that probably belong together, likeliest first: foreign keys, then equal names of equal kind. */
export function suggestJoinKeys(
  left: Schema | readonly KeyedColumn[],
  right: Schema | readonly KeyedColumn[],
): readonly { readonly left: string; readonly right: string }[] {
  const pairs = left.flatMap((a) =>
    right.map((b) => ({ left: a.name, right: b.name, score: score(a, b) })),
  )
  const usedLeft = new Set<string>()
  const usedRight = new Set<string>()
  return pairs
    .filter((pair) => pair.score > 0)
    .sort((a, b) => b.score - a.score)
    .filter((pair) => {
      if (usedLeft.has(pair.left) || usedRight.has(pair.right)) return false
      usedLeft.add(pair.left)
      usedRight.add(pair.right)
      return true
    })
    .map((pair) => ({ left: pair.left, right: pair.right }))
}
