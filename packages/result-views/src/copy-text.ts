import type { Cell } from '@weft/query-engine'
import type { blockBetween } from './grid-place.ts'
import type { GridRows } from './grid-rows.ts'

function plainText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'object' ? JSON.stringify(cell, bigAsText) : String(cell)
  // A tab or line break inside a value would move the cells after it.
  return text.replace(/[\t\r\n]+/g, ' ')
}

function bigAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

/** The cells of a block as tab-separated text without grouping marks, as spreadsheets read it. */
export function copyText(rows: GridRows, block: ReturnType<typeof blockBetween>): string {
  const lines: string[] = []
  for (let row = block.top; row <= block.bottom; row++) {
    const cells: string[] = []
    for (let column = block.left; column <= block.right; column++) {
      cells.push(plainText(rows.cell(row, column)))
    }
    lines.push(cells.join('\t'))
  }
  return lines.join('\n')
}
