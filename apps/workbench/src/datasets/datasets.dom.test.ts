import type { ApiClient } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import { readTableFile } from '@weft/table-files'
import { UiToastHost } from '@weft/ui-kit'
import { createPinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { provideApi } from '../api/use-api.ts'
import { createInterfaceLanguage } from '../i18n/interface-language.ts'
import { useSession } from '../session/session.store.ts'
import { DeskWorker } from '../table-file/testing/desk-worker.ts'
import { provideTableWorker } from '../table-file/use-table-worker.ts'
import DatasetListPage from './DatasetListPage.vue'
import type { DatasetDraft, DatasetEntry, Upload } from './dataset-shapes.ts'
import OfferDatasetPage from './OfferDatasetPage.vue'
import { provideSendFile, type SendFile } from './use-send-file.ts'

const lake = { id: 'lakeside', name: { en: 'Lakeside Hospital', zh: '湖滨医院' }, hue: 200 }
const grid = { id: 'prairie', name: { en: 'Prairie Grid', zh: '平原电网' }, hue: 40 }

function entryOf(id: string, part: Partial<DatasetEntry>): DatasetEntry {
  return {
    id,
    identifier: `/id/dataset/${id}`,
    sector: 'energy',
    title: {},
    description: {},
    owner: grid,
    licence: { spdx: 'CC-BY-4.0', statement: '', attribution: 'Somebody' },
    rows: 1200,
    sizeBytes: 1,
    columns: [],
    digest: 'd',
    registeredAt: '2026-01-01T00:00:00.000Z',
    ...part,
  }
}
const load = entryOf('energy.load', { title: { en: 'Hourly load', zh: '逐时负荷' } })
const beds = entryOf('medical.beds', {
  title: { en: 'Beds by ward', zh: '各病区床位' },
  sector: 'medical',
  owner: lake,
})
const read: Upload = {
  id: 'up_aaaaaaaaaa',
  rows: 2,
  sizeBytes: 30,
  columns: [
    { name: 'day', type: 'DATE' },
    { name: 'beds', type: 'BIGINT' },
  ],
  firstRows: [
    ['2026-01-01', '4'],
    ['2026-01-02', null],
  ],
}
const csv = (name: string, text = 'day,beds\n2026-01-01,4\n2026-01-02,\n'): File =>
  new File([text], name)

const mounted: { unmount(): void }[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

interface Shown {
  readonly router: Router
  readonly drafts: DatasetDraft[]
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  await nextTick()
}

async function show(address: string, send?: SendFile): Promise<Shown> {
  const drafts: DatasetDraft[] = []
  const person = {
    id: 'pe_aaaaaaaaaa',
    name: { en: 'Li Lake' },
    organisation: lake,
    email: 'li@lake.example',
    operator: false,
    memberships: [{ organisation: lake, role: 'member' }],
    unreadNotices: 0,
  }
  const answers = {
    readMe: () =>
      Promise.resolve(accept({ space: { title: {}, demo: true, needsSetUp: false }, person })),
    listDatasets: () => Promise.resolve(accept([load, beds])),
    registerDataset: ({ body }: { body: DatasetDraft }) => {
      drafts.push(body)
      return Promise.resolve(accept(entryOf('ds_aaaaaaaaaa', { title: body.title })))
    },
  }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/datasets', component: { render: () => h(DatasetListPage) } },
      { path: '/datasets/new', component: { render: () => h(OfferDatasetPage) } },
      { path: '/:rest(.*)*', component: { render: () => h('p', 'elsewhere') } },
    ],
  })
  const app = createApp({
    render: () => h(UiToastHost, { label: 'm', closeWords: 'c' }, () => h(RouterView)),
  })
  provideApi(app, answers as unknown as ApiClient)
  provideTableWorker(app, () => new DeskWorker())
  if (send) provideSendFile(app, send)
  app.use(createPinia()).use(createInterfaceLanguage('en')).use(router)
  await app.runWithContext(() => useSession().refresh())
  await router.push(address)
  app.mount(document.body.appendChild(document.createElement('div')))
  mounted.push(app)
  await settle()
  return { router, drafts }
}

function find(selector: string): Element {
  const found = document.querySelector(selector)
  if (!found) throw new Error(`There is no ${selector} in ${document.body.innerHTML}`)
  return found
}
function button(words: string): HTMLButtonElement {
  const all = [...document.querySelectorAll('button')]
  const found = all.find((one) => one.textContent.includes(words))
  if (!found) throw new Error(`There is no button “${words}”`)
  return found
}
const listed = (): string[] =>
  [...document.querySelectorAll('.dataset-row-link')].map((link) => link.textContent.trim())

async function drop(...files: File[]): Promise<void> {
  const event = new Event('drop', { cancelable: true })
  Object.assign(event, { dataTransfer: { files } })
  find('.upload-field').dispatchEvent(event)
  await settle()
}

/** Drops a file and takes its table as it is shown. */
async function bring(file: File): Promise<void> {
  await drop(file)
  await vi.waitFor(() => find('.table-columns'))
  button('Use this table').click()
  await vi.waitFor(() => expect(document.querySelector('.table-columns')).toBeNull())
  await settle()
}

test('The catalogue is narrowed by words of either language, and the address keeps them', async () => {
  const { router } = await show('/datasets')
  expect(listed()).toEqual(['Hourly load', 'Beds by ward'])
  const search = find('input[type=search]')
  Object.assign(search, { value: '床位' })
  search.dispatchEvent(new Event('input'))
  await settle()
  expect(listed()).toEqual(['Beds by ward'])
  expect(router.currentRoute.value.query).toEqual({ q: '床位' })
})

test('A facet narrows the list, and pressing it again widens it', async () => {
  await show('/datasets')
  button('Prairie Grid').click()
  await settle()
  expect(listed()).toEqual(['Hourly load'])
  expect(button('Prairie Grid').getAttribute('aria-pressed')).toBe('true')
  button('Prairie Grid').click()
  await settle()
  expect(listed()).toHaveLength(2)
})

test('A wish that nothing meets offers the way back to all datasets', async () => {
  await show('/datasets?q=steel')
  expect(document.body.textContent).toContain('No dataset matches')
  button('Show all datasets').click()
  await settle()
  expect(listed()).toHaveLength(2)
})

test('A file too large is refused before anything is sent, in the words of the server', async () => {
  let sent = 0
  await show('/datasets/new', () => {
    sent += 1
    return Promise.resolve(accept(read))
  })
  const large = csv('large.csv')
  Object.defineProperty(large, 'size', { value: 33 * 1024 * 1024 })
  await drop(large)
  expect(sent).toBe(0)
  expect(find('[role=alert]').textContent).toContain('The file is larger than 32 MB.')
})

test('A refusal for size after sending reads the same', async () => {
  await show('/datasets/new', () => Promise.resolve(refuse('upload.too-large', { limitMb: 32 })))
  await bring(csv('beds.csv'))
  expect(find('[role=alert]').textContent).toContain('The file is larger than 32 MB.')
})

test('A file that is no table is turned away with the way to make one of it', async () => {
  await show('/datasets/new')
  await drop(csv('beds.docx'))
  expect(find('[role=alert]').textContent).toContain('“beds.docx” is no table that can be read.')
})

test('An upload shows how far it is and ends when it is cancelled', async () => {
  const seen: AbortSignal[] = []
  await show('/datasets/new', (_file, { signal, onSent }) => {
    seen.push(signal)
    onSent(0.5)
    return new Promise<Outcome<Upload>>(() => undefined)
  })
  await bring(csv('beds.csv'))
  expect(find('progress').getAttribute('value')).toBe('0.5')
  button('Cancel').click()
  await settle()
  expect(seen[0]?.aborted).toBe(true)
  expect(document.body.textContent).toContain('The upload was cancelled; nothing was kept.')
})

test('What is missing is named beside its field, and nothing is sent', async () => {
  const { drafts } = await show('/datasets/new', () => Promise.resolve(accept(read)))
  await bring(csv('beds.csv'))
  button('Offer the dataset').click()
  await settle()
  expect(document.body.textContent).toContain('Choose the sector people will look in.')
  expect(document.body.textContent).toContain('Choose under which terms others may use it.')
  expect(drafts).toEqual([])
})

test('The first rows appear typed, with missing values marked and a title from the name', async () => {
  await show('/datasets/new', () => Promise.resolve(accept(read)))
  await bring(csv('beds_by-day.csv'))
  const heads = [...document.querySelectorAll('.first-rows th')].map((head) =>
    head.textContent.replaceAll(/\s+/g, ' ').trim(),
  )
  expect(heads).toEqual(['daydate', 'bedswhole number'])
  expect(document.querySelectorAll('.first-rows-missing')).toHaveLength(1)
  const values = [...document.querySelectorAll('input')].map((input) => input.value)
  expect(values).toContain('Beds by day')
  expect(values).toContain('Lakeside Hospital')
})

test('[TABLE-7] What is sent has the names and types that were fixed in the preview', async () => {
  const sent: File[] = []
  await show('/datasets/new', (file) => {
    sent.push(file)
    return Promise.resolve(accept(read))
  })
  await drop(csv('beds.csv', 'day,beds\n2026-01-01,4\n2026-01-02,5\n'))
  await vi.waitFor(() => find('.table-columns'))
  const name = find('input[aria-label="Name of column beds"]')
  Object.assign(name, { value: 'places' })
  name.dispatchEvent(new Event('input'))
  const keep = find('input[aria-label="Keep column day"]')
  Object.assign(keep, { checked: false })
  keep.dispatchEvent(new Event('change'))
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 of 2 columns'))
  await vi.waitFor(() => expect(button('Use this table').disabled).toBe(false))
  button('Use this table').click()
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  const [file] = sent
  const raw = await readTableFile({
    name: 'table.arrow',
    bytes: new Uint8Array((await file?.arrayBuffer()) ?? []),
  })
  expect(raw).toMatchObject({
    value: { columns: [{ name: 'places', type: 'BIGINT', cells: ['4', '5'] }] },
  })
})
