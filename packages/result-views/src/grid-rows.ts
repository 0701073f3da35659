import type { Schema } from '@weft/pipeline-model'
import type { Cell, ResultTable } from '@weft/query-engine'
import { shallowRef } from 'vue'

/** The rows a grid shows; a cell that is not here yet is undefined. */
export interface GridRows {
  readonly schema: Schema
  readonly rows: number
  cell(row: number, column: number): Cell | undefined
  /** Says which rows are in sight, so that a paged source can bring them. */
  see?(from: number, to: number): void
}

/** Rows brought window by window, for tables too long to hold; a window that fails is asked again when seen again. */
export function pagedRows(
  schema: Schema,
  rows: number,
  load: (offset: number, limit: number) => Promise<ResultTable | null>,
  windowRows = 500,
): GridRows {
  const windows = shallowRef<ReadonlyMap<number, ResultTable>>(new Map())
  const underway = new Set<number>()
  const keptWindows = 20

  const bring = async (index: number) => {
    if (underway.has(index) || windows.value.has(index)) return
    underway.add(index)
    try {
      const table = await load(index * windowRows, windowRows)
      if (!table) return
      const kept = [...windows.value].slice(1 - keptWindows)
      windows.value = new Map([...kept, [index, table]])
    } finally {
      underway.delete(index)
    }
  }
  return {
    schema,
    rows,
    cell: (row, column) => {
      const table = windows.value.get(Math.floor(row / windowRows))
      return table ? table.cell(row % windowRows, column) : undefined
    },
    see: (from, to) => {
      const last = Math.floor(Math.max(from, to - 1) / windowRows)
      for (let index = Math.floor(from / windowRows); index <= last; index++) void bring(index)
    },
  }
}
