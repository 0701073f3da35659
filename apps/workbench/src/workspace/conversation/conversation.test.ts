import {
  insideProposal,
  isSameAnchor,
  proposalOfAnchor,
  type ThreadAnchor,
} from '@weft/discussion-model'
import { emptyTemplate } from '@weft/documents/testing'
import type { WorkspacePicture } from '@weft/documents'
import { expect, test } from 'vitest'
import { forgetCommentDrafts, openCommentDrafts } from './comment-drafts.ts'
import type { Person, Thread } from './discussion-shapes.ts'
import { filterThreads, unreadComments, type ThreadFilter } from './filter-threads.ts'
import { findMentions, typedName } from './find-mention.ts'
import { findPlace, type PlaceContext } from './find-place.ts'
import { followedColumns } from './followed-columns.ts'
import { isRowOf, rowAnchor } from './row-anchor.ts'

const person = (id: string, en: string, organisation = 'og_a'): Person => ({
  id,
  name: { en, zh: `${en}中` },
  organisation: { id: organisation, name: { en: organisation }, hue: 1 },
})
const [ann, bob] = [person('pe_ann', 'Ann Lee'), person('pe_bob', 'Bob Annan', 'og_b')]

function thread(id: string, by: Person, anchor: ThreadAnchor, more: Partial<Thread> = {}): Thread {
  const comment = {
    id: `cm_${id}` as const,
    number: 1,
    by,
    at: '2026-01-01T00:00:00Z',
    editedAt: null,
    deleted: false,
    text: '',
    mentioned: { people: [], organisations: [] },
    reactions: [],
  }
  return {
    id: `th_${id}`,
    anchor,
    subject: 'S',
    state: 'open',
    resolvedBy: null,
    assignee: null,
    by,
    startedAt: comment.at,
    revision: 1,
    comments: [comment],
    ...more,
  }
}

const step = 'st_aaaaaaaaaa'
const reader = { me: ann.id, read: { th_b: 1 } }

test('[TALK-10] threads are found by what they are, who has part in them, and what was not read', () => {
  const all = [
    thread('a', bob, { kind: 'workspace' }, { assignee: ann }),
    thread('b', bob, { kind: 'workspace' }),
    thread('c', ann, { kind: 'workspace' }, { state: 'resolved' }),
    thread('d', ann, { kind: 'workspace' }),
  ]
  const found = (filter: ThreadFilter) => filterThreads(all, filter, reader).map(({ id }) => id)
  expect(found('open')).toEqual(['th_a', 'th_b', 'th_d'])
  expect(found('mine')).toEqual(['th_a', 'th_d'])
  expect(found('resolved')).toEqual(['th_c'])
  expect(found('unread')).toEqual(['th_a'])
  expect(found(`person:${bob.id}`)).toEqual(['th_a', 'th_b'])
  const [first] = all
  expect(first && unreadComments(first, { me: bob.id, read: {} })).toEqual([])
})

const picture: WorkspacePicture = {
  ...emptyTemplate,
  subflows: {},
  pipelines: [
    {
      id: 'pl_aaaaaaaaaa',
      title: {},
      steps: { [step]: { id: step, kind: 'sql', title: {}, settings: { sql: '' } } },
      edges: [],
      positions: {},
    },
  ],
} as unknown as WorkspacePicture
const context: PlaceContext = {
  picture,
  fork: null,
  schemaOf: () => [{ name: 'a', type: 'INTEGER' }],
  findSql: (_step, { start }) => (start === 'here' ? { from: 0, to: 1 } : null),
  releases: new Map([['re_aaaaaaaaaa', '1.0.0']]),
  proposals: new Map([['pr_aaaaaaaaaa', 'Late ones only']]),
}

test.each<[ThreadAnchor, ThreadAnchor]>([
  [
    { kind: 'step', step },
    { kind: 'step', step: 'st_bbbbbbbbbb' },
  ],
  [
    { kind: 'column', step, column: 'a' },
    { kind: 'column', step, column: 'b' },
  ],
  [
    { kind: 'row', step, cells: [] },
    { kind: 'row', step: 'st_bbbbbbbbbb', cells: [] },
  ],
  [
    { kind: 'sql', step, start: 'here', end: 'x' },
    { kind: 'sql', step, start: 'gone', end: 'x' },
  ],
  [
    { kind: 'page', page: 'pg_aaaaaaaaaa' },
    { kind: 'page', page: 'pg_bbbbbbbbbb' },
  ],
  [{ kind: 'workspace' }, { kind: 'widget', widget: 'wi_aaaaaaaaaa' }],
  [
    { kind: 'release', release: 're_aaaaaaaaaa' },
    { kind: 'release', release: 're_bbbbbbbbbb' },
  ],
  [
    { kind: 'proposal', proposal: 'pr_aaaaaaaaaa' },
    { kind: 'proposal', proposal: 'pr_bbbbbbbbbb' },
  ],
])('[TALK-52] what a thread is about is told to be there or gone: %j', (there, gone) => {
  expect(findPlace(there, context).isGone).toBe(false)
  expect(findPlace(gone, context).isGone).toBe(true)
  expect(isSameAnchor(there, { ...there })).toBe(true)
  expect(isSameAnchor(there, gone)).toBe(false)
})

test('[TALK-54] what began inside a fork is seen where it stands: here once it is here, else in the fork', () => {
  const proposal = 'pr_aaaaaaaaaa'
  const [there, onlyInFork] = [
    insideProposal({ kind: 'step', step }, proposal),
    insideProposal({ kind: 'widget', widget: 'wi_cccccccccc' }, proposal),
  ]
  const fork: PlaceContext = { ...context, fork: proposal }
  expect(findPlace(there, context)).toEqual({ isGone: false, tab: 'pipeline', proposal: null })
  expect(findPlace(there, fork)).toEqual({ isGone: false, tab: 'fork-pipeline', proposal })
  expect(findPlace(onlyInFork, context)).toEqual({ isGone: false, tab: 'fork-app', proposal })
  // In its own fork nothing hides that it is gone; nor does a proposal that is none.
  expect(findPlace(onlyInFork, fork).isGone).toBe(true)
  expect(findPlace(onlyInFork, { ...context, proposals: new Map() }).isGone).toBe(true)
  expect(isSameAnchor(there, { kind: 'step', step })).toBe(true)
  expect(insideProposal({ kind: 'workspace' }, proposal)).toEqual({ kind: 'proposal', proposal })
  expect(proposalOfAnchor(onlyInFork)).toBe(proposal)
})

test('[TALK-52] a step inside a subflow is there', () => {
  const [outer] = picture.pipelines
  const inner = { ...outer, id: 'pl_bbbbbbbbbb', order: [] }
  const inside = { ...picture, pipelines: [], subflows: { pl_bbbbbbbbbb: inner } }
  const within = { ...context, picture: inside as unknown as WorkspacePicture }
  expect(findPlace({ kind: 'step', step }, within).isGone).toBe(false)
})

test('[TALK-52] what is not known yet is not told to be gone', () => {
  const waiting: PlaceContext = {
    ...context,
    schemaOf: () => null,
    releases: null,
    proposals: null,
  }
  expect(findPlace({ kind: 'column', step, column: 'b' }, waiting).isGone).toBe(false)
  expect(findPlace({ kind: 'release', release: 're_bbbbbbbbbb' }, waiting).isGone).toBe(false)
  expect(findPlace({ kind: 'proposal', proposal: 'pr_bbbbbbbbbb' }, waiting).isGone).toBe(false)
})

test('[TALK-16] threads follow a renamed column only where the old name is gone and the new one is there', () => {
  const column = (of: `st_${string}`, name: string) =>
    thread(of, ann, { kind: 'column', step: of, column: name })
  const threads = [
    column('st_new', 'a'),
    column('st_both', 'a'),
    column('st_wait', 'a'),
    column('st_new', 'c'),
  ]
  const schemas: Readonly<Record<string, readonly string[]>> = {
    st_new: ['b'],
    st_both: ['a', 'b'],
  }
  const moves = followedColumns(
    threads,
    (id) => schemas[id]?.map((name) => ({ name, type: 'INTEGER' })) ?? null,
    { from: 'a', to: 'b' },
  )
  expect(moves).toEqual([{ step: 'st_new', from: 'a', to: 'b' }])
})

test('[TALK-33] a row is found again by what is in it, wherever it stands', () => {
  const rows = [
    [1, 'x', null],
    [2n, 'y', '2024-01-01'],
  ]
  const source = (order: readonly number[], names = ['id', 'word', 'day']) => ({
    schema: names.map((name) => ({ name, type: 'VARCHAR' })),
    rows: rows.length,
    cell: (row: number, column: number) => rows[order[row] ?? 9]?.[column],
  })
  const anchor = rowAnchor(step, source([0, 1]), 1)
  expect(anchor?.cells).toEqual([
    { column: 'id', text: '2' },
    { column: 'word', text: 'y' },
    { column: 'day', text: '2024-01-01' },
  ])
  const cells = anchor?.cells ?? []
  expect(isRowOf(cells, source([1, 0]), 0)).toBe(true)
  expect(isRowOf(cells, source([1, 0]), 1)).toBe(false)
  expect(isRowOf(cells, source([0, 1], ['id', 'other', 'more']), 1)).toBe(true)
  expect(isRowOf(cells, source([0, 1], ['p', 'q', 'r']), 1)).toBe(false)
  expect(rowAnchor(step, source([0, 1]), 7)).toBeNull()
})

test('[TALK-5] people are offered by any part of their name or organisation, and told apart', () => {
  const naming = { say: (text: Person['name']) => text.en ?? '' }
  const twin = person('pe_twin', 'Ann Lee', 'og_b')
  const names = (typed: string) =>
    findMentions([ann, bob, twin], typed, naming).map(({ picked }) => picked.words)
  expect(names('ann')).toEqual(['Ann Lee (og_a)', 'Ann Lee (og_b)', 'Bob Annan'])
  expect(names('Bob')).toEqual(['Bob Annan'])
  expect(names('og_b')).toContain('og_b')
  expect(names('中')).toHaveLength(3)
  expect(typedName('Hi @An', 6)).toEqual({ at: 3, name: 'An' })
  expect(typedName('请@林', 3)).toEqual({ at: 1, name: '林' })
  expect(typedName('mail@host', 9)).toBeNull()
  expect(typedName('Hi @An and so on', 16)).toBeNull()
})

test('[TALK-51] drafts are kept by owner, outlive the page, and are forgotten at signing out', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      kept.set(key, value)
    },
    removeItem: (key: string) => kept.delete(key),
  }
  const draft = { text: 'Half', picked: [], comment: 'cm_aaaaaaaaaa' } as const
  openCommentDrafts(storage, 'ann').write('th_1', draft)
  expect(openCommentDrafts(storage, 'ann').read('th_1')).toEqual(draft)
  expect(openCommentDrafts(storage, 'bob').read('th_1')).toBeNull()
  kept.set('weft:comment-draft:ann:th_2', '{"text":1}')
  expect(openCommentDrafts(storage, 'ann').read('th_2')).toBeNull()
  const full = openCommentDrafts(
    {
      ...storage,
      setItem: () => {
        throw new Error('full')
      },
    },
    'ann',
  )
  full.write('th_3', draft)
  expect(full.read('th_3')).toEqual(draft)
  const all = Object.assign(Object.create({ removeItem: storage.removeItem }) as Storage, {
    ...Object.fromEntries(kept),
    other: 'stays',
  })
  forgetCommentDrafts(all)
  expect([...kept.keys()]).toEqual([])
})
