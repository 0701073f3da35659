import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { h, nextTick, ref } from 'vue'
import type { Step } from '@weft/pipeline-model'
import { closePanels, openPanel, press, step } from '../testing/open-panel.ts'
import ExportDialog from './ExportDialog.vue'
import { writeExport, type ExportQuestion } from './write-export.ts'

/** Answers on the page what the worker answers beside it: the same function, a turn later. */
class WorkerOnPage {
  onmessage: ((event: { data: unknown }) => void) | null = null
  postMessage(data: ExportQuestion): void {
    void Promise.resolve().then(() => {
      this.onmessage?.({ data: { number: data.number, answer: writeExport(data) } })
    })
  }
  terminate(): void {
    this.onmessage = null
  }
}

const copied = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())

beforeEach(() => {
  vi.stubGlobal('Worker', WorkerOnPage)
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: copied },
    configurable: true,
  })
})
afterEach(() => {
  closePanels()
  copied.mockClear()
  vi.unstubAllGlobals()
})

const dialog = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[role="dialog"]')
  if (!found) throw new Error('No dialog is open.')
  return found
}

async function openExport(shown: Step, after: readonly Step[] = []) {
  const open = ref(true)
  const opened = await openPanel(shown, {
    after,
    part: () =>
      h(ExportDialog, {
        open: open.value,
        'onUpdate:open': (now: boolean) => {
          open.value = now
        },
      }),
  })
  // The body of the dialog is loaded when it is opened.
  await vi.waitFor(() => {
    expect(dialog().querySelector('[role="radio"]')).not.toBeNull()
  })
  const choose = async (words: string): Promise<void> => {
    const radio = [...dialog().querySelectorAll<HTMLElement>('[role="radio"]')].find(
      (one) => one.textContent.trim() === words,
    )
    if (!radio) throw new Error(`There is no choice “${words}”.`)
    radio.click()
    for (let turn = 0; turn < 8; turn++) await nextTick()
  }
  const copy = async (): Promise<string> => {
    await press(dialog(), 'Copy')
    return copied.mock.lastCall?.[0] ?? ''
  }
  return { ...opened, open, choose, copy }
}

const sum = step('group', {
  by: [{ id: 'it_0000000001', column: 'carrier' }],
  aggregates: [
    {
      id: 'it_0000000002',
      function: 'median',
      column: 'arr_delay',
      name: 'typical',
      where: '',
      separator: ', ',
      order: null,
      share: 0.5,
    },
  ],
})

test('each database gets a script of its own, and the dialog is named', async () => {
  const { choose, copy } = await openExport(sum)
  expect(dialog().querySelector('h2')?.textContent).toBe('Export')
  expect(await copy()).toContain('percentile_cont')
  await choose('DuckDB')
  expect(await copy()).toContain('median("arr_delay")')
})

test('what a database cannot be told is named by its step, which one click selects', async () => {
  const { choose, open, editor, settled } = await openExport(sum)
  editor.select([])
  await choose('Trino')
  const remarks = dialog().querySelector('.export-remarks.is-uncarried')
  expect(remarks?.querySelector('h3')?.textContent).toContain('1 step cannot be carried over')
  expect(remarks?.textContent).toContain('median')
  await press(dialog(), 'Group')
  await settled()
  expect(editor.selection.value).toEqual([sum.id])
  expect(open.value).toBe(false)
})

test('a step that has no result is said to be left out, whatever it is written for', async () => {
  const wrong = step('filter', { expression: 'nothing +' })
  const { choose } = await openExport(wrong, [step('sort')])
  const heading = () => dialog().querySelector('.export-remarks.is-unfinished h3')?.textContent
  expect(heading()).toContain('2 steps are left out')
  await choose('dbt')
  expect(heading()).toContain('2 steps are left out')
})

test('a dbt project can be looked through file by file', async () => {
  const { choose, copy } = await openExport(step('filter', { expression: 'distance > 5' }))
  await choose('dbt')
  expect(dialog().textContent).toContain('A project for dbt-duckdb')
  expect(dialog().querySelector('[role="combobox"]')?.textContent).toContain('dbt_project.yml')
  expect(await copy()).toContain('"config-version": 2')
})
