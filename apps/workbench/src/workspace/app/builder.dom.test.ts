import type { Widget } from '@weft/app-model'
import { activeFilters } from '@weft/app-runtime'
import { openWorkspaceDocument } from '@weft/documents'
import { emptyTemplate, seededRandom, writeWorkspacePicture } from '@weft/documents/testing'
import { refuse } from '@weft/kernel'
import { engineFailures } from '@weft/query-engine'
import type { PresenceState } from '@weft/workspace-client'
import { afterEach, expect, test } from 'vitest'
import { computed, createApp, h, nextTick, shallowRef } from 'vue'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import BuilderGrid from './BuilderGrid.vue'
import PageBar from './PageBar.vue'
import { useBuilder, type Builder } from './use-builder.ts'
import { useFieldGesture } from './use-field-gesture.ts'
import WidgetPanel from './WidgetPanel.vue'

const outputs = {
  delays: {
    table: 'w_1',
    schema: [
      { name: 'carrier', type: 'VARCHAR' },
      { name: 'arr_delay', type: 'DOUBLE' },
    ],
  },
}
const mounted: { unmount(): void }[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

function openBuilder(othersOn: (page: string, widget: string) => readonly PresenceState[]) {
  const shared = openWorkspaceDocument(writeWorkspacePicture(emptyTemplate), {
    random: seededRandom(7),
  })
  const page = shared.read().app.pages[0]?.id ?? shared.edit.addPage({ en: 'First' })
  const place = { x: 0, y: 0 }
  const id = shared.edit.addWidget({
    page,
    kind: 'kpi',
    place,
    title: { en: 'Delay' },
    settings: { output: 'delays', measure: { function: 'average', column: 'arrdelay' } },
  })
  const picture = shallowRef(shared.read())
  shared.onChange(() => {
    picture.value = shared.read()
  })
  const told: (readonly string[])[] = []
  const session = {
    picture,
    document: shared,
    outputs: computed(() => outputs),
    client: { presence: { set: (here: PresenceState) => told.push(here.selection) } },
  } as unknown as WorkspaceSession
  return { shared, session, picture, page, id, told, others: othersOn(page, id) }
}

async function show(othersOn: Parameters<typeof openBuilder>[0] = () => []) {
  const opened = openBuilder(othersOn)
  const { session, shared, picture, others } = opened
  const builders: Builder[] = []
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    setup: () => {
      const made = useBuilder(session)
      builders.push(made)
      const { onFocusin, onFocusout } = useFieldGesture(shared.undo)
      return () => {
        const context = {
          app: picture.value.app,
          outputs,
          port: { query: () => Promise.resolve(refuse('engine.closed')) },
          filters: {},
          active: activeFilters(picture.value.app, outputs, {}),
          language: 'en' as const,
          failures: engineFailures,
          choose: () => undefined,
        }
        const pages = picture.value.app.pages
        const widget = made.selected.value
        const panel = widget ? h(WidgetPanel, { widget, outputs, builder: made }) : null
        return h('div', { onFocusin, onFocusout }, [
          h(PageBar, { pages, builder: made, edit: shared.edit, others, canEdit: true }),
          h(BuilderGrid, { builder: made, context, others, canEdit: true }),
          panel,
        ])
      }
    },
  })
  app.use(createInterfaceLanguage('en'))
  app.mount(root)
  mounted.push(app)
  await nextTick()
  const cover = root.querySelector<HTMLElement>('.builder-cover')
  const [builder] = builders
  if (!builder || !cover) throw new Error('The builder did not open.')
  return { ...opened, root, cover, builder }
}

function placeOf(widgets: Readonly<Record<string, Widget>>, id: string) {
  return widgets[id]?.place
}

async function press(target: HTMLElement, key: string, shiftKey = false) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }))
  await nextTick()
}

test('arrow keys move a widget, with Shift they size it, and the edge of the grid holds it', async () => {
  const { cover, shared, id } = await show()
  await press(cover, 'ArrowRight')
  await press(cover, 'ArrowDown')
  expect(placeOf(shared.read().app.widgets, id)).toMatchObject({ x: 1, y: 1, w: 3, h: 3 })
  await press(cover, 'ArrowRight', true)
  expect(placeOf(shared.read().app.widgets, id)).toMatchObject({ x: 1, w: 4 })
  await press(cover, 'ArrowLeft')
  await press(cover, 'ArrowLeft')
  expect(placeOf(shared.read().app.widgets, id)).toMatchObject({ x: 0 })
})

test('Delete removes a widget, and one undo brings it back', async () => {
  const { cover, shared, id } = await show()
  await press(cover, 'Delete')
  expect(shared.read().app.widgets[id]).toBeUndefined()
  shared.undo.undo()
  expect(shared.read().app.widgets[id]?.title).toEqual({ en: 'Delay' })
})

test('a broken binding offers the closest column, and one click binds it', async () => {
  const { root, shared, id } = await show()
  const repair = root.querySelector<HTMLButtonElement>('.builder-repairs button')
  expect(repair?.textContent).toContain('arr_delay')
  repair?.click()
  await nextTick()
  expect(shared.read().app.widgets[id]?.settings).toMatchObject({
    measure: { column: 'arr_delay' },
  })
  expect(root.querySelector('.builder-repairs')).toBe(null)
})

test('a title typed in one stay is written letter by letter and taken back at once', async () => {
  const { root, builder, shared, id } = await show()
  builder.select(id)
  await nextTick()
  const field = root.querySelector<HTMLInputElement>('.widget-panel input')
  if (!field) throw new Error('no title field')
  field.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  for (const text of ['M', 'Me', 'Mean delay']) {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await nextTick()
    expect(shared.read().app.widgets[id]?.title.en).toBe(text)
  }
  field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  shared.undo.undo()
  expect(shared.read().app.widgets[id]?.title.en).toBe('Delay')
})

test('others see the page and the widget one has, and one sees theirs by name', async () => {
  const bo = (page: string, widget: string): PresenceState => ({
    clientId: 2,
    person: {
      id: 'pe_b',
      name: { en: 'Bo Li' },
      organisation: { id: 'og_b', name: { en: 'B' }, hue: 30 },
    },
    area: 'app',
    pipeline: null,
    selection: [page, widget],
    editing: null,
    detail: null,
    attention: 'here',
    filters: null,
    following: null,
    call: 0,
  })
  const { root, told, builder, page, id } = await show((...at) => [bo(...at)])
  expect(root.querySelector('.page-bar-person')?.getAttribute('aria-label')).toContain('Bo Li')
  expect(root.querySelector('.builder-holder')?.textContent).toContain('Bo Li')
  expect(told.at(-1)).toEqual([page])
  builder.select(id)
  await nextTick()
  expect(told.at(-1)).toEqual([page, id])
})

test('the last page cannot be deleted, and a second one opens when it is added', async () => {
  const { root, shared } = await show()
  const remove = root.querySelector<HTMLButtonElement>('[aria-label="Delete page"]')
  expect(remove?.disabled).toBe(true)
  root.querySelector<HTMLButtonElement>('[aria-label="Add page"]')?.click()
  await nextTick()
  expect(shared.read().app.pages).toHaveLength(2)
  expect(root.querySelectorAll('.page-bar-page')).toHaveLength(2)
})
