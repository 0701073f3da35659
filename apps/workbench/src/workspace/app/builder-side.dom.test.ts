import { nowhere, type PresenceState } from '@weft/workspace-client'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, shallowRef } from 'vue'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import { provideWorkspaceSession, type WorkspaceSession } from '../session/workspace-session.ts'
import BuilderSide from './BuilderSide.vue'
import type { Builder } from './use-builder.ts'

const mounted: { unmount(): void }[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

const bo = (field: string | null): PresenceState => ({
  ...nowhere,
  clientId: 2,
  person: {
    id: 'pe_b',
    name: { en: 'Bo Li' },
    organisation: { id: 'og_b', name: { en: 'B' }, hue: 30 },
  },
  area: 'app',
  editing: field === null ? null : { target: 'app', field },
})

/** The side of the builder while nothing is selected, with Bo in one of the fields from the beginning. */
async function show(field: string | null) {
  const others = shallowRef<readonly PresenceState[]>([bo(field)])
  const told: unknown[] = []
  const session = {
    others,
    outputs: shallowRef({}),
    picture: shallowRef({ app: { title: {}, summary: {}, pages: [], widgets: {} } }),
    document: { edit: {} },
    client: { presence: { set: ({ editing }: PresenceState) => told.push(editing) } },
  } as unknown as WorkspaceSession
  const builder = { selected: shallowRef(null) } as unknown as Builder
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    setup: () => {
      provideWorkspaceSession(session)
      return () => h(BuilderSide, { builder })
    },
  })
  app.use(createInterfaceLanguage('en'))
  app.mount(root)
  mounted.push(app)
  await nextTick()
  const held = () =>
    [...root.querySelectorAll<HTMLElement>('[data-held]')].map(({ dataset }) => [
      dataset['field'],
      dataset['held'],
    ])
  return { root, others, told, held }
}

test('[TOGETHER-2] a field that somebody edits is framed with their name, also when they did before one came', async () => {
  const { held, others } = await show('summary')
  expect(held()).toEqual([['summary', 'Bo Li']])
  others.value = [bo('title')]
  await nextTick()
  expect(held()).toEqual([['title', 'Bo Li']])
  others.value = [bo(null)]
  await nextTick()
  expect(held()).toEqual([])
})

test('[TOGETHER-2] others are told which field of the app one edits, and when one leaves it', async () => {
  const { root, told } = await show(null)
  const [title] = root.querySelectorAll('input')
  title?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  title?.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  expect(told).toEqual([{ target: 'app', field: 'title' }, null])
})
