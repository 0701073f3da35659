import type { ColumnProfile, ProfileBar } from '@weft/query-engine'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import ColumnSummary from './ColumnSummary.vue'
import ProfileBars from './ProfileBars.vue'
import { columnsWithin } from './use-columns-in-sight.ts'

const ranges: readonly ProfileBar[] = [
  { kind: 'range', from: '0', to: '999', isClosed: true, count: 6 },
  { kind: 'range', from: '1000', to: '1999', isClosed: true, count: 2 },
  { kind: 'empty', count: 2 },
]
const values: readonly ProfileBar[] = ['north', 'south', 'east'].map((value, place) => ({
  kind: 'value',
  value,
  count: 5 - place,
}))
const profileOf = (bars: readonly ProfileBar[]): ColumnProfile => ({
  column: 'distance',
  type: 'INTEGER',
  family: bars === ranges ? 'integer' : 'text',
  rows: 10,
  nulls: 2,
  distinct: 9,
  min: '0',
  max: '1999',
  bars,
})

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
  document.body.innerHTML = ''
})

async function show(given: object, bars = ranges, view: object = ProfileBars) {
  const pressed: unknown[] = []
  const place = document.body.appendChild(document.createElement('div'))
  const props = { profile: profileOf(bars), language: 'en', ...given }
  const onChoose = (one: unknown) => pressed.push(one)
  const app = createApp({ render: () => h(view, { ...props, onChoose }) })
  app.mount(place)
  open.push(() => {
    app.unmount()
  })
  await nextTick()
  const buttons = () => [...place.querySelectorAll('button')]
  const key = async (on: Element | undefined, name: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', {
      key: name,
      bubbles: true,
      cancelable: true,
      ...more,
    })
    on?.dispatchEvent(event)
    await nextTick()
    await nextTick()
  }
  return { place, pressed, buttons, key }
}

test('each bar is named by its range, its rows and their share', async () => {
  const { place, buttons } = await show({})
  expect(place.querySelector('[role=group]')?.getAttribute('aria-label')).toBe('Values of distance')
  expect(buttons().map((one) => one.getAttribute('aria-label'))).toEqual([
    '0 to 999: 6 rows, 60 %',
    '1000 to 1999: 2 rows, 20 %',
    'empty: 2 rows, 20 %',
  ])
})

test('[PROF-5] the bars are one stop of the Tab key; arrow keys go on and keep to themselves', async () => {
  const { place, buttons, key } = await show({})
  let leaked = 0
  place.addEventListener('keydown', () => (leaked += 1))
  const stops = () => buttons().map((one) => one.tabIndex)
  expect(stops()).toEqual([0, -1, -1])
  await key(buttons()[0], 'ArrowRight')
  expect(stops()).toEqual([-1, 0, -1])
  expect(document.activeElement).toBe(buttons()[1])
  await key(buttons()[1], 'End')
  expect(document.activeElement).toBe(buttons()[2])
  await key(buttons()[2], 'ArrowRight')
  expect(document.activeElement).toBe(buttons()[2])
  expect(leaked).toBe(0)
})

test('a press chooses a bar, Shift extends, with the pointer as with the keyboard', async () => {
  const { buttons, pressed, key } = await show({})
  buttons()[1]?.click()
  buttons()[0]?.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true }))
  await key(buttons()[2], 'Enter', { shiftKey: true })
  expect(pressed).toEqual([
    { place: 1, extend: false },
    { place: 0, extend: true },
    { place: 2, extend: true },
  ])
})

test('[PROF-5] a bar that cannot filter says why and does nothing', async () => {
  const { buttons, pressed, key } = await show({ blocked: 'You may only look.' })
  buttons()[0]?.click()
  await key(buttons()[0], ' ', { shiftKey: true })
  expect(pressed).toEqual([])
  expect(buttons()[0]?.getAttribute('aria-disabled')).toBe('true')
  expect(buttons()[0]?.getAttribute('aria-description')).toBe('You may only look.')
  buttons()[0]?.dispatchEvent(new Event('focus'))
  await nextTick()
  expect(document.body.querySelector('.hint')?.textContent).toContain('You may only look.')
})

test('chosen bars are told from the others', async () => {
  const { buttons } = await show({ chosen: new Set([1]) })
  expect(buttons().map((one) => one.getAttribute('aria-pressed'))).toEqual([
    'false',
    'true',
    'false',
  ])
})

test('a header has room for the two most frequent values and says how many there are more', async () => {
  const { place, buttons } = await show({}, values, ColumnSummary)
  expect(buttons().map((one) => one.textContent)).toEqual(['north50%', 'south40%'])
  expect(place.textContent).toContain('7 more values')
})

test('the columns within a window are those of which any part is in it', () => {
  const widths = [100, 50, 200, 80]
  expect(columnsWithin(widths, { from: 0, width: 120 })).toEqual([0, 1])
  expect(columnsWithin(widths, { from: 100, width: 60 })).toEqual([1, 2])
  expect(columnsWithin(widths, { from: 340, width: 500 })).toEqual([2, 3])
  expect(columnsWithin(widths, { from: 0, width: 0 })).toEqual([])
})
