import type { ApiClient } from '@weft/api-contract'
import { accept } from '@weft/kernel'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick } from 'vue'
import { provideApi } from '../../api/use-api.ts'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import ActivityFeed from './ActivityFeed.vue'
import type { Activity } from './history-shapes.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const lin = {
  id: 'pe_lin',
  name: { en: 'Lin', zh: '林悦' },
  organisation: { id: 'or_port', name: { en: 'Port Authority', zh: '港务局' }, hue: 210 },
}
const at = '2026-03-04T12:00:00.000Z'
const lines: readonly Activity[] = [
  { at, by: lin, version: null, changes: [], event: 'version.named', details: { version: '7' } },
  {
    at,
    by: lin,
    version: 7,
    event: null,
    details: {},
    changes: [
      {
        change: 'added',
        type: 'step',
        id: 'st_aaaaaaaaaa',
        parent: 'pipeline pl_aaaaaaaaaa',
        list: null,
        kind: 'filter',
        title: { en: 'Big ones' },
        joins: [],
        fields: ['kind'],
        by: lin,
      },
    ],
  },
]

async function show(language: 'en' | 'zh', chosen: number[] = []) {
  const host = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    render: () =>
      h(ActivityFeed, {
        workspace: 'ws_aaaaaaaaaa',
        onChoose: (version: number) => chosen.push(version),
      }),
  })
  app.use(createInterfaceLanguage(language))
  const api: Pick<ApiClient, 'listActivity'> = {
    listActivity: () => Promise.resolve(accept([...lines])),
  }
  provideApi(app, api as ApiClient)
  app.mount(host)
  closers.push(() => {
    app.unmount()
    host.remove()
  })
  for (let turn = 0; turn < 4; turn++) await nextTick()
  return host
}

test.each([
  [
    'en',
    'Lin of Port Authority added the step “Big ones”',
    'Lin of Port Authority named version 7',
  ],
  ['zh', '港务局的林悦新增了步骤“Big ones”', '港务局的林悦为版本 7 命名'],
] as const)(
  '[HIST-14] tells changes and events with whoever did them, in %s',
  async (language, change, event) => {
    const { textContent } = await show(language)
    expect(textContent).toContain(change)
    expect(textContent).toContain(event)
  },
)

test('[HIST-14] a change leads to its version', async () => {
  const chosen: number[] = []
  const host = await show('en', chosen)
  host.querySelector<HTMLButtonElement>('.activity-foot button')?.click()
  expect(chosen).toEqual([7])
})
