import type { WorkspaceContent } from '@weft/workspace-changes'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import ChangeReview from './ChangeReview.vue'
import { contentWith, edgeBetween, stepWith } from './testing/sample-contents.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

function show(before: WorkspaceContent, after: WorkspaceContent, language: 'en' | 'zh' = 'en') {
  const host = document.createElement('div')
  document.body.append(host)
  const app = createApp({ render: () => h(ChangeReview, { before, after }) })
  app.use(createInterfaceLanguage(language))
  app.mount(host)
  closers.push(() => {
    app.unmount()
    host.remove()
  })
  return host
}
const berths = stepWith('st_aaaaaaaaaa', 'dataset', 'berths')
const old = stepWith('st_bbbbbbbbbb', 'sort', 'old')
const query = (sql: string) => stepWith('st_cccccccccc', 'sql', 'query', { sql })
const before = contentWith(
  [berths, old, query('SELECT 1\nFROM a')],
  [edgeBetween('ed_aaaaaaaaaa', berths, old)],
)
const after = contentWith(
  [berths, query('SELECT 2\nFROM a'), stepWith('st_dddddddddd', 'filter', 'new')],
  [edgeBetween('ed_bbbbbbbbbb', berths, query(''))],
)
const labels = (host: HTMLElement, selector: string) =>
  [...host.querySelectorAll(selector)].map((one) => one.getAttribute('aria-label'))

test('[CHG-7] the drawing marks steps and connections by sign and word, and keeps what was removed as a ghost', () => {
  const host = show(before, after)
  expect(labels(host, '.drawn-step').toSorted()).toEqual([
    'berths, Dataset',
    'new, Filter rows, Added',
    'old, Sort and top N, Removed',
    'query, SQL, Changed',
  ])
  expect(labels(host, '.drawn-edge-mark').toSorted()).toEqual([
    'Connection from berths to old, Removed',
    'Connection from berths to query, Added',
  ])
  expect(host.querySelector('.drawn-step.is-removed .change-mark')?.textContent).toBe('−')
})

test('[CHG-3] [CHG-7] moves alone are no change', () => {
  const [pipeline] = before.pipelines
  if (!pipeline) throw new Error('no pipeline')
  const positions = { ...pipeline.positions, [berths.id]: { x: 500, y: 500 } }
  const host = show(before, { ...before, pipelines: [{ ...pipeline, positions }] })
  expect(host.textContent).toContain('Nothing differs')
})

test('[CHG-7] J and K go from change to change and tell screen readers where', async () => {
  const host = show(before, after)
  const region = host.querySelector('.change-review')
  const chosen = () => host.querySelector('[aria-selected=true] .change-list-title')?.textContent
  const press = async (key: string) => {
    region?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await nextTick()
  }
  const first = chosen()
  await press('j')
  expect(chosen()).not.toBe(first)
  expect(host.querySelector('[role=status]')?.textContent).toMatch(/Change 2 of 3/)
  await press('k')
  expect(chosen()).toBe(first)
  await press('k')
  expect(chosen()).toBe(first)
})

test('[CHG-4] [CHG-7] a chosen step shows its SQL by line, before and after', async () => {
  const host = show(before, after)
  host.querySelector<HTMLElement>('[aria-label^="query"]')?.click()
  await nextTick()
  const lines = [...host.querySelectorAll('.line-diff li')].map((line) => [
    line.className,
    line.querySelector('code')?.textContent,
  ])
  expect(lines).toEqual([
    ['is-removed', 'SELECT 1'],
    ['is-added', 'SELECT 2'],
    ['is-same', 'FROM a'],
  ])
})

test('[CHG-7] a condition that changed is shown item by item', async () => {
  const item = { id: 'it_aaaaaaaaaa', column: 'a', operator: 'equals', against: 'value', group: '' }
  const filter = (value: string) =>
    contentWith(
      [stepWith('st_dddddddddd', 'filter', 'big', { conditions: [{ ...item, value }] })],
      [],
    )
  const host = show(filter('1'), filter('20'))
  await nextTick()
  expect(host.querySelector('.change-items del')?.textContent).toBe('1')
  expect(host.querySelector('.change-items ins')?.textContent).toBe('20')
})

test('[CHG-7] markup in titles stays text', () => {
  const evil = stepWith('st_eeeeeeeeee', 'filter', '<img src=x onerror=alert(1)>')
  const host = show(contentWith([], []), contentWith([evil], []))
  expect(host.querySelector('img')).toBeNull()
  expect(host.textContent).toContain('<img src=x onerror=alert(1)>')
})
