import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import type { Version } from './history-shapes.ts'
import TimeLine from './TimeLine.vue'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const lin = {
  id: 'pe_lin',
  name: { en: 'Lin', zh: '林悦' },
  organisation: { id: 'or_port', name: { en: 'Port Authority', zh: '港务局' }, hue: 210 },
}
const joined: Version['changes'][number] = {
  change: 'added',
  type: 'edge',
  id: 'ed_aaaaaaaaaa',
  parent: 'pipeline pl_aaaaaaaaaa',
  list: null,
  kind: null,
  title: {},
  joins: [
    ['dataset', { en: 'berths' }],
    ['filter', { en: 'arrivals' }],
  ],
  fields: ['edge'],
  by: lin,
}
const at = '2026-03-04T12:00:00.000Z'
const base = { at, title: {}, by: null, restoredFrom: null, changes: [] }
const versions: readonly Version[] = [
  { ...base, number: 4, kind: 'automatic', changes: [joined] },
  { ...base, number: 3, kind: 'named', title: { en: 'Before the review' }, by: lin },
  { ...base, number: 2, kind: 'automatic' },
  { ...base, number: 1, kind: 'started' },
]

function show(language: 'en' | 'zh', chosen: number[] = []) {
  const host = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    render: () =>
      h(TimeLine, {
        versions,
        chosen: 4,
        hasOlder: false,
        busy: false,
        onChoose: (number: number) => chosen.push(number),
      }),
  })
  app.use(createInterfaceLanguage(language))
  app.mount(host)
  closers.push(() => {
    app.unmount()
    host.remove()
  })
  return host
}

test.each([
  ['en', 'Lin of Port Authority joined “berths” to “arrivals”'],
  ['zh', '港务局的林悦将“berths”连接到“arrivals”'],
] as const)('[HIST-15] says who changed what, in %s', (language, sentence) => {
  expect(show(language).textContent).toContain(sentence)
})

test('[HIST-15] automatic versions stay folded until they are asked for', async () => {
  const chosen: number[] = []
  const host = show('en', chosen)
  expect(host.textContent).not.toContain('Version 2')
  const fold = host.querySelector<HTMLButtonElement>('.time-line-fold')
  expect(fold?.getAttribute('aria-expanded')).toBe('false')
  fold?.click()
  await nextTick()
  expect(fold?.getAttribute('aria-expanded')).toBe('true')
  const second = [...host.querySelectorAll<HTMLButtonElement>('.version-row')].find((row) =>
    row.textContent.includes('Version 2'),
  )
  second?.click()
  expect(chosen).toEqual([2])
})
