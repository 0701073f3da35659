import {
  discussionLimits as limits,
  type AnchorCell,
  type ThreadAnchor,
} from '@weft/discussion-model'
import type { Id } from '@weft/kernel'
import type { Cell } from '@weft/query-engine'
import type { GridRows } from '@weft/result-views'

const bigAsText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value

function cellText(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'object' ? JSON.stringify(cell, bigAsText) : String(cell)
  return text.slice(0, limits.anchorCellCharacters)
}

/** Tells a row by what is in it; null while it is not here. */
export function rowAnchor(
  step: Id<'st'>,
  source: GridRows,
  row: number,
): Extract<ThreadAnchor, { kind: 'row' }> | null {
  const cells: AnchorCell[] = []
  for (const [index, { name }] of source.schema.slice(0, limits.anchorCells).entries()) {
    const cell = source.cell(row, index)
    if (cell === undefined) return null
    cells.push({ column: name.slice(0, limits.anchorColumnCharacters), text: cellText(cell) })
  }
  return cells.length > 0 ? { kind: 'row', step, cells } : null
}

/** Whether a row is the one of an anchor, by the columns there still are. */
export function isRowOf(cells: readonly AnchorCell[], source: GridRows, row: number): boolean {
  let known = 0
  for (const { column, text } of cells) {
    const index = source.schema.findIndex(({ name }) => name === column)
    if (index < 0) continue
    const cell = source.cell(row, index)
    if (cell === undefined || cellText(cell) !== text) return false
    known += 1
  }
  return known > 0
}

/** The first cells of a row that say something, as its name. */
export function rowWords(cells: readonly AnchorCell[]): string {
  return cells
    .map(({ text }) => text)
    .filter(Boolean)
    .slice(0, 3)
    .join(' · ')
    .slice(0, 80)
}
