import type { ApiClient } from '@weft/api-contract'
import { accept, refuse } from '@weft/kernel'
import { UiToastHost } from '@weft/ui-kit'
import type { WorkspaceContent } from '@weft/workspace-changes'
import { afterEach, expect, test } from 'vitest'
import { createApp, h, nextTick, shallowRef, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { provideApi } from '../../api/use-api.ts'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import { provideOpenedWorkspace } from './opened-workspace.ts'
import { provideProposals } from './proposal-board.ts'
import type { ProposalPage } from './proposal-shapes.ts'
import ProposalView from './ProposalView.vue'
import type { OpenProposal } from './use-proposal.ts'

const mounted: App[] = []
afterEach(() => {
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
})

/** One filter and one page. */
function contentWith(expression: string): WorkspaceContent {
  const [step, page] = ['st_aaaaaaaaaa', 'pg_aaaaaaaaaa'] as const
  const filter = { id: step, kind: 'filter', title: {}, settings: { expression } }
  return {
    pipelines: [
      {
        id: 'pl_aaaaaaaaaa',
        title: {},
        steps: { [step]: filter },
        edges: [],
        positions: { [step]: { x: 0, y: 0 } },
      },
    ],
    subflows: {},
    app: {
      title: {},
      summary: {},
      pages: [{ id: page, title: {}, order: 'a' }],
      widgets: {},
    },
  } as unknown as WorkspaceContent
}
const [base, theirs] = [contentWith(''), contentWith('v > 2')]
const organisation = (id: string) => ({ id, name: { en: `The ${id}`, zh: `${id}方` }, hue: 3 })
const person = (id: string) => ({ id, name: { en: id }, organisation: organisation('airports') })
const workspace = {
  id: 'ws_aaaaaaaaaa',
  organisations: [{ ...organisation('airports'), role: 'owner', state: 'joined' }],
  people: [],
  myRole: 'editor',
} as unknown as Parameters<typeof provideOpenedWorkspace>[0]

const openPage: ProposalPage = {
  id: 'pr_aaaaaaaaaa',
  workspace: 'ws_aaaaaaaaaa',
  title: { en: 'Late ones only', zh: '仅统计晚到' },
  reason: {},
  state: 'open',
  by: person('ann'),
  openedAt: '2026-01-01T00:00:00Z',
  baseVersion: 1,
  settled: null,
  reviews: [],
  base,
  ours: base,
  theirs,
  merged: theirs,
  contentHash: 'a'.repeat(64),
  conflicts: [],
  hindrances: [],
  mayEdit: true,
  mayMerge: true,
  mayReview: true,
  mayClose: true,
}

interface Shown {
  readonly page?: Partial<ProposalPage>
  readonly lookedAt?: ProposalPage | null
  readonly answers?: Record<string, unknown>
  readonly language?: 'en' | 'zh'
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    await nextTick()
  }
}

async function show({ page = {}, lookedAt = null, answers = {}, language = 'en' }: Shown) {
  const asked: { name: string; given: unknown }[] = []
  const api = new Proxy(
    {},
    {
      get: (_api, name: string) => (given: unknown) => {
        asked.push({ name, given })
        const found =
          answers[name] ?? (name === 'listProposals' ? accept([]) : accept({ done: true }))
        return Promise.resolve(found)
      },
    },
  ) as ApiClient
  let reloads = 0
  let looks = 0
  const opened: OpenProposal = {
    page: shallowRef(null),
    failure: shallowRef(null),
    lookedAt: shallowRef(lookedAt) as unknown as OpenProposal['lookedAt'],
    look: () => {
      looks += 1
    },
    reload: () => {
      reloads += 1
      return Promise.resolve()
    },
    reloadSoon: () => undefined,
  }
  const stub = { render: () => h('p') }
  const names = ['proposals', 'proposal', 'fork-pipeline', 'pipeline']
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: stub },
      ...names.map((name) => ({ path: `/${name}/:workspace?/:proposal?`, name, component: stub })),
    ],
  })
  const inside = {
    setup: () => {
      provideOpenedWorkspace(workspace)
      provideProposals({ api, workspace: 'ws_aaaaaaaaaa', mayPropose: true })
      return () => h(ProposalView, { page: { ...openPage, ...page }, opened })
    },
  }
  const app = createApp({
    render: () => h(UiToastHost, { label: 'm', closeWords: 'c' }, () => h(inside)),
  })
  provideApi(app, api)
  app.use(createInterfaceLanguage(language)).use(router)
  app.mount(document.body.appendChild(document.createElement('div')))
  mounted.push(app)
  await settle()
  const button = (words: string) =>
    [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === words)
  const press = async (words: string) => {
    const found = button(words)
    if (!found) throw new Error(`There is no button “${words}”`)
    found.click()
    await settle()
  }
  const sent = (name: string) => asked.filter((one) => one.name === name).map(({ given }) => given)
  return {
    button,
    press,
    sent,
    text: () => document.body.textContent,
    counts: () => ({ reloads, looks }),
  }
}

test('[PROP-4] an approval is sent with the content on the page, and a refusal is said and read anew', async () => {
  const refused = refuse('proposal.changed')
  const { press, sent, text, counts } = await show({ answers: { reviewProposal: refused } })
  await press('Approve')
  expect(sent('reviewProposal')).toMatchObject([
    { body: { verdict: 'approved', contentHash: openPage.contentHash } },
  ])
  expect(text()).toContain('The content has changed since you looked at it')
  expect(counts().reloads).toBe(1)
})

test('[PROP-5] a rejection is not sent without a reason', async () => {
  const { press, sent, text } = await show({})
  await press('Reject')
  expect(sent('reviewProposal')).toEqual([])
  expect(text()).toContain('Say why you reject it')
})

test('[PROP-15] nobody approves or merges before they have looked at what changed', async () => {
  const { button, press, counts } = await show({ lookedAt: openPage, page: { merged: base } })
  for (const words of ['Approve', 'Reject', 'Merge']) expect(button(words)?.disabled).toBe(true)
  await press('Show what changed')
  await press('I have looked')
  expect(counts().looks).toBe(1)
})

test.each([
  ['en', 'approved what has changed since', 'The airports has not approved this content yet.'],
  ['zh', '批准之后内容已有变动', 'airports方尚未批准此内容。'],
] as const)(
  '[PROP-3] a void approval is shown as void, and what is missing in words, in %s',
  async (language, standing, hindrance) => {
    const review = {
      organisation: organisation('airports'),
      by: person('ann'),
      verdict: 'approved' as const,
      reason: '',
      at: '2026-01-01T00:00:00Z',
      isAsked: true,
      isCurrent: false,
    }
    const hindrances = [{ code: 'proposal.review-missing', args: { organisation: 'airports' } }]
    const { text } = await show({ language, page: { reviews: [review], hindrances } })
    expect(document.querySelector('.review-standing.is-void')).not.toBeNull()
    expect(text()).toContain(standing)
    expect(text()).toContain(hindrance)
    expect(document.querySelector('.proposal-end button')?.hasAttribute('disabled')).toBe(true)
  },
)

test('[PROP-8] a conflict shows three sides and is decided in place; who may not edit only reads it', async () => {
  const conflict = {
    id: 'c1',
    kind: 'both-changed' as const,
    entity: 'app',
    field: 'title.en',
    base: 'Began',
    ours: 'Ours',
    theirs: 'Theirs',
    choice: null,
  }
  const { press, sent, text } = await show({ page: { conflicts: [conflict] } })
  for (const words of ['The app · Title', 'Began', 'Ours', 'Theirs'])
    expect(text()).toContain(words)
  await press('Take the proposal’s')
  expect(sent('decideConflict')).toMatchObject([{ body: { conflict: 'c1', side: 'theirs' } }])
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
  const reader = await show({ page: { conflicts: [conflict], mayEdit: false } })
  expect(reader.button('Take the proposal’s')).toBeUndefined()
})

test('[PROP-9] checks name new problems, widgets that break, and what becomes of each output', async () => {
  const message = (en: string) => ({ en, zh: en })
  const checks = {
    contentHash: 'b'.repeat(64),
    problems: [],
    settles: [{ code: 'release.app-empty', message: message('It was empty') }],
    before: [
      {
        name: 'totals',
        rows: 3,
        columns: [
          { name: 'k', type: 'VARCHAR' },
          { name: 'n', type: 'BIGINT' },
        ],
      },
    ],
    after: [{ name: 'totals', rows: 2, columns: [{ name: 'k', type: 'INTEGER' }] }],
  }
  const first = await show({ answers: { checkProposal: accept(checks) } })
  await first.press('Run the checks')
  for (const words of ['3 → 2', 'gone: n', 'other type: k', 'It was empty', 'earlier content'])
    expect(first.text()).toContain(words)
  for (const app of mounted.splice(0)) app.unmount()
  document.body.innerHTML = ''
  const broken = {
    ...checks,
    problems: [{ code: 'release.widget-broken', message: message('The chart lost its column') }],
    after: [],
  }
  const second = await show({ answers: { checkProposal: accept(broken) } })
  await second.press('Run the checks')
  for (const words of ['Widgets that break', 'The chart lost its column', 'Not computed'])
    expect(second.text()).toContain(words)
})

test('[PROP-7] what is over is only read', async () => {
  const settled = { by: person('ann'), at: '2026-01-02T00:00:00Z', reason: '', version: 4 }
  const over = {
    state: 'merged' as const,
    settled,
    mayEdit: false,
    mayMerge: false,
    mayReview: false,
    mayClose: false,
  }
  const { button, text } = await show({ page: over })
  for (const words of ['Approve', 'Merge', 'Close without merging', 'Run the checks'])
    expect(button(words)).toBeUndefined()
  expect(text()).toContain('merged by ann')
  expect(text()).toContain('Version 4')
})
