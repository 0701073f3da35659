import type { ResultTable } from '@weft/query-engine'
import { expect, test } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { copyText } from './copy-text.ts'
import { movePlace } from './grid-place.ts'
import { pagedRows } from './grid-rows.ts'
import ResultGrid from './ResultGrid.vue'
import { viewWords } from './view-words.ts'

const table: ResultTable = {
  schema: [
    { name: 'city', type: 'VARCHAR' },
    { name: 'people', type: 'BIGINT' },
  ],
  rows: 3,
  cell: (row, column) =>
    column === 0 ? (['Graz', '上海', null][row] ?? null) : BigInt(row) * 10_000n,
}

async function show(source: ResultTable) {
  const place = document.createElement('div')
  document.body.append(place)
  const app = createApp({ render: () => h(ResultGrid, { source, language: 'en' }) })
  app.mount(place)
  await nextTick()
  const grid = place.querySelector('[role=grid]')
  if (!grid) throw new Error('no grid')
  return grid
}

test('the grid says how many rows and columns there are, and names each column', async () => {
  const grid = await show(table)
  expect(grid.getAttribute('aria-rowcount')).toBe('4')
  expect(grid.getAttribute('aria-colcount')).toBe('2')
  const heads = [...grid.querySelectorAll('[role=columnheader]')].map((head) =>
    head.getAttribute('title'),
  )
  expect(heads).toEqual(['city · VARCHAR', 'people · BIGINT'])
})

test('a result without rows says so', async () => {
  const grid = await show({ ...table, rows: 0 })
  expect(grid.textContent).toContain('No rows.')
})

test('arrows move the active cell, and the edges hold it', async () => {
  const grid = await show(table)
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) {
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await nextTick()
  }
  expect(grid.getAttribute('aria-activedescendant')).toBe('cell-1-1')
})

test('far keys lead to the corners', () => {
  const size = { rows: 1_000_000, columns: 4, page: 20 }
  expect(movePlace({ row: 5, column: 1 }, 'End', true, size)).toEqual({ row: 999_999, column: 3 })
  expect(movePlace({ row: 5, column: 1 }, 'x', false, size)).toBeNull()
})

test('copied cells are plain values, an absent one is empty', () => {
  expect(copyText(table, { top: 1, bottom: 2, left: 0, right: 1 })).toBe('上海\t10000\n\t20000')
})

test('paged rows bring only the windows in sight', async () => {
  const asked: number[] = []
  const rows = pagedRows(table.schema, 3000, (offset) => {
    asked.push(offset)
    return Promise.resolve(table)
  })
  rows.see?.(990, 1010)
  expect(rows.cell(1000, 0)).toBeUndefined()
  await nextTick()
  await nextTick()
  expect(asked).toEqual([500, 1000])
  expect(rows.cell(1000, 0)).toBe('Graz')
})

test('both languages have the same words', () => {
  expect(Object.keys(viewWords.zh)).toEqual(Object.keys(viewWords.en))
})
