import { discussionLimits as limits } from '@weft/discussion-model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorkspace } from '../../testing/build-workspace.ts'
import { openTestSpace, type Answer, type TestSpace } from '../../testing/open-test-space.ts'

const [ann, abe, bob, una, ulf, uwe] = [
  'ann@og_build00001',
  'abe@og_build00001',
  'bob@og_build00002',
  'una@og_users00001',
  'ulf@og_users00001',
  'uwe@og_users00002',
]

let made = 0
const newId = (prefix: string): string => `${prefix}_${String(++made).padStart(10, '0')}`
const stepAnchor = { kind: 'step', step: 'st_aaaaaaaaaa' }

interface ShownThread {
  readonly id: string
  readonly state: string
  readonly anchor: Record<string, unknown>
  readonly subject: string
  readonly revision: number
  readonly assignee: { readonly id: string } | null
  readonly resolvedBy: { readonly id: string } | null
  readonly comments: readonly {
    readonly id: string
    readonly number: number
    readonly text: string
    readonly deleted: boolean
    readonly editedAt: string | null
    readonly by: { readonly id: string; readonly organisation: { readonly id: string } }
    readonly mentioned: {
      readonly people: readonly { readonly id: string }[]
      readonly organisations: readonly { readonly id: string }[]
    }
    readonly reactions: readonly { readonly reaction: string; readonly by: readonly object[] }[]
  }[]
}

interface Discussion {
  readonly revision: number
  readonly more: boolean
  readonly mayComment: boolean
  readonly threads: readonly ShownThread[]
  readonly read: Readonly<Record<string, number>>
}

describe('discussions', () => {
  let space: TestSpace
  /** Of Ann and Abe (owner), Bob (editor), Una and Ulf (commenter); Uwe's organisation is a viewer. */
  let workspace: string
  let elsewhere: string

  const path = (tail = '', of = workspace): string => `/workspaces/${of}${tail}`
  const setRole = (organisation: string, role: string): Promise<Answer> =>
    space.call(ann, 'PUT', path(`/organisations/${organisation}`), { role })

  beforeAll(async () => {
    space = await openTestSpace()
    workspace = await startWorkspace(space)
    elsewhere = await startWorkspace(space)
    for (const [organisation, who, role] of [
      ['og_users00001', una, 'commenter'],
      ['og_users00002', uwe, 'viewer'],
    ] as const) {
      await space.call(ann, 'POST', path('/invitations'), { organisation })
      await space.call(who, 'POST', path('/joining'))
      await setRole(organisation, role)
    }
  }, 60_000)
  afterAll(() => space.close())

  const start = (
    who: string | null | undefined,
    text: string,
    { anchor = stepAnchor, of = workspace, id = newId('th'), comment = newId('cm') } = {},
  ): Promise<Answer> => {
    const draft = { id, anchor, subject: 'A step', comment: { id: comment, text } }
    return space.call(who ?? null, 'POST', path('/threads', of), draft)
  }
  const reply = (who: string | null | undefined, thread: string, text: string, id = newId('cm')) =>
    space.call(who ?? null, 'POST', path(`/threads/${thread}/comments`), { id, text })
  const read = async (who: string, since = 0): Promise<Discussion> => {
    const answer = await space.call(who, 'GET', path(`/discussion?since=${since}`))
    expect(answer.body.code).toBeUndefined()
    return answer.body as unknown as Discussion
  }
  const threadOf = (answer: Answer): ShownThread => {
    expect(answer.body.code).toBeUndefined()
    return answer.body as unknown as ShownThread
  }
  const noticesOf = (person: string) =>
    space.store.selectFrom('notice').selectAll().where('person', '=', person).execute()
  const talksOf = async (person: string) =>
    (await noticesOf(person)).filter(({ kind }) => kind.startsWith('discussion.'))

  test('[TALK-1] commenters and above write, viewers only read, and everybody of the workspace reads the same', async () => {
    const first = threadOf(await start(una, 'From a commenter'))
    threadOf(await reply(bob, first.id, 'From an editor'))
    threadOf(await reply(abe, first.id, 'From the owner'))
    expect((await start(uwe, 'No')).body.code).toBe('discussion.read-only')
    expect((await reply(uwe, first.id, 'No')).body.code).toBe('discussion.read-only')
    for (const who of [ann, bob, una, uwe]) {
      const { threads } = await read(who)
      const seen = threads.find(({ id }) => id === first.id)
      expect(seen?.comments.map(({ text, number }) => [number, text])).toEqual([
        [1, 'From a commenter'],
        [2, 'From an editor'],
        [3, 'From the owner'],
      ])
    }
    expect((await read(uwe)).mayComment).toBe(false)
    expect((await read(una)).mayComment).toBe(true)
  })

  test('[TALK-2] nobody outside learns of a discussion, by any route, and a thread of one workspace is not in another', async () => {
    const mine = threadOf(await start(ann, 'Ours', { of: elsewhere }))
    const comment = mine.comments[0]?.id ?? ''
    const thread = `/threads/${mine.id}`
    const routes = [
      ['GET', '/discussion', undefined],
      [
        'POST',
        '/threads',
        {
          id: newId('th'),
          anchor: stepAnchor,
          subject: '',
          comment: { id: newId('cm'), text: 'x' },
        },
      ],
      ['POST', `${thread}/comments`, { id: newId('cm'), text: 'x' }],
      ['PUT', `${thread}/comments/${comment}`, { text: 'x' }],
      ['DELETE', `${thread}/comments/${comment}`, undefined],
      ['PUT', `${thread}/comments/${comment}/reactions/agree`, { on: true }],
      ['PUT', `${thread}/state`, { state: 'resolved' }],
      ['PUT', `${thread}/assignee`, { assignee: { person: 'ann', organisation: 'og_build00001' } }],
      ['PUT', `${thread}/reading`, { through: 1 }],
      ['POST', '/discussion/columns', { moves: [{ step: 'st_aaaaaaaaaa', from: 'a', to: 'b' }] }],
    ] as const
    for (const [method, tail, body] of routes) {
      const outside = await space.call(una, method, path(tail, elsewhere), body)
      expect([outside.status, outside.body.code], tail).toEqual([404, 'workspace.not-found'])
      expect((await space.call(null, method, path(tail, elsewhere), body)).status, tail).toBe(401)
      // Ann is in both workspaces, but the thread is only in one.
      if (!tail.startsWith(thread)) continue
      const wrong = await space.call(ann, method, path(tail), body)
      expect([wrong.status, wrong.body.code], tail).toEqual([404, 'discussion.thread-not-found'])
    }
    const after = await space.call(bob, 'GET', path('/discussion', elsewhere))
    expect(JSON.stringify(after.body)).toContain('Ours')
    expect((after.body as unknown as Discussion).threads[0]?.comments).toHaveLength(1)
  })

  test('[TALK-2] an organisation that was invited and has not joined reads nothing', async () => {
    const fresh = await startWorkspace(space)
    await space.call(ann, 'POST', path('/invitations', fresh), {
      organisation: 'og_users00002',
    })
    const answer = await space.call(uwe, 'GET', path('/discussion', fresh))
    expect(answer.body.code).toBe('workspace.join-first')
  })

  test('[TALK-3] a person changes and deletes only their own comments; a deleted one keeps its place and no word', async () => {
    const { id: thread, comments } = threadOf(await start(una, 'Secret of Una'))
    const comment = comments[0]?.id ?? ''
    const at = path(`/threads/${thread}/comments/${comment}`)
    threadOf(await reply(ann, thread, 'Answer'))
    for (const who of [ann, bob, ulf]) {
      expect((await space.call(who, 'PUT', at, { text: 'x' })).body.code).toBe(
        'discussion.not-yours',
      )
      expect((await space.call(who, 'DELETE', at)).body.code).toBe('discussion.not-yours')
    }
    const edited = threadOf(await space.call(una, 'PUT', at, { text: 'Changed secret' }))
    expect(edited.comments[0]).toMatchObject({ text: 'Changed secret', number: 1 })
    expect(edited.comments[0]?.editedAt).not.toBeNull()
    const deleted = threadOf(await space.call(una, 'DELETE', at))
    expect(deleted.comments.map(({ number, text, deleted: gone }) => [number, text, gone])).toEqual(
      [
        [1, '', true],
        [2, 'Answer', false],
      ],
    )
    expect((await space.call(una, 'PUT', at, { text: 'x' })).body.code).toBe(
      'discussion.comment-deleted',
    )
    expect((await space.call(una, 'DELETE', at)).body.code).toBe('discussion.comment-deleted')
    const dump = JSON.stringify([
      await space.store.selectFrom('discussion_comment').selectAll().execute(),
      await space.store.selectFrom('notice').selectAll().execute(),
      await space.store.selectFrom('audit_event').selectAll().execute(),
    ])
    expect(dump).not.toContain('ecret')
  })

  test('[TALK-4] a thread is resolved, reopened, and open again when somebody answers', async () => {
    const { id } = threadOf(await start(bob, 'To settle'))
    const settle = (who: string, state: string) =>
      space.call(who, 'PUT', path(`/threads/${id}/state`), { state })
    expect((await settle(uwe, 'resolved')).body.code).toBe('discussion.read-only')
    const resolved = threadOf(await settle(una, 'resolved'))
    expect(resolved).toMatchObject({ state: 'resolved', resolvedBy: { id: 'una' } })
    const again = threadOf(await settle(bob, 'resolved'))
    expect(again).toMatchObject({ revision: resolved.revision, resolvedBy: { id: 'una' } })
    expect(threadOf(await settle(ann, 'open'))).toMatchObject({ state: 'open', resolvedBy: null })
    threadOf(await settle(ann, 'resolved'))
    expect(threadOf(await reply(una, id, 'But'))).toMatchObject({ state: 'open', resolvedBy: null })
  })

  test('[TALK-5] a mention across organisations reaches the inbox with a link to the very comment', async () => {
    const before = (await talksOf('bob')).length
    const text = 'Look, [@Bob](person:bob) and [@Builders](organisation:og_build00001)'
    const { id, comments } = threadOf(await start(una, text))
    expect(comments[0]?.mentioned).toMatchObject({
      people: [{ id: 'bob', organisation: { id: 'og_build00002' } }],
      organisations: [{ id: 'og_build00001' }],
    })
    const told = (await talksOf('bob')).slice(before)
    expect(told).toMatchObject([
      {
        kind: 'discussion.mentioned',
        link: `/workspaces/${workspace}?thread=${id}&comment=${comments[0]?.id ?? ''}`,
        words: { text: 'Look, @Bob and @Builders', person: { en: 'una' } },
      },
    ])
    for (const person of ['ann', 'abe']) {
      const kinds = (await talksOf(person)).filter(({ link }) => link.includes(id))
      expect(kinds.map(({ kind }) => kind)).toEqual(['discussion.mentioned'])
    }
    expect((await talksOf('una')).filter(({ link }) => link.includes(id))).toEqual([])
  })

  test('[TALK-6] nobody outside the workspace can be mentioned, and nothing is told of whether they exist', async () => {
    const text =
      '[@Eve](person:eve) [@None](person:nobody) [@Other](organisation:og_none) [@U](person:ulf)'
    const { comments } = threadOf(await start(ann, text, { of: elsewhere }))
    expect(comments[0]?.mentioned).toEqual({ people: [], organisations: [] })
    expect((await talksOf('ulf')).filter(({ link }) => link.includes(elsewhere))).toEqual([])
  })

  test('[TALK-5] changing a comment tells only those it did not mention before', async () => {
    const { id, comments } = threadOf(await start(una, '[@B](person:bob)'))
    const at = path(`/threads/${id}/comments/${comments[0]?.id ?? ''}`)
    await space.call(una, 'PUT', at, { text: '[@B](person:bob) [@A](person:abe) more' })
    const count = async (person: string) =>
      (await talksOf(person)).filter(({ link }) => link.includes(id)).length
    expect([await count('bob'), await count('abe')]).toEqual([1, 1])
    const [notice] = (await talksOf('bob')).filter(({ link }) => link.includes(id))
    expect(notice?.words['text']).toBe('@B @A more')
  })

  test('[TALK-7] those who wrote in a thread hear of answers, once while unread, and not after they left', async () => {
    const { id } = threadOf(await start(ulf, 'Question'))
    for (const text of ['One', 'Two', 'Three']) await reply(ann, id, text)
    const told = (await talksOf('ulf')).filter(({ link }) => link.includes(id))
    expect(told.map(({ kind, words }) => [kind, words['text']])).toEqual([
      ['discussion.replied', 'Three'],
    ])
    const members = await space.store
      .selectFrom('membership')
      .selectAll()
      .where('userId', '=', 'ulf')
      .execute()
    await space.store.deleteFrom('membership').where('userId', '=', 'ulf').execute()
    await reply(ann, id, 'Behind his back')
    expect(JSON.stringify(await talksOf('ulf'))).not.toContain('Behind')
    for (const row of members) await space.store.insertInto('membership').values(row).execute()
  })

  test('[TALK-8] a thread is assigned to a person of the workspace, who is told and finds it among theirs', async () => {
    const { id } = threadOf(await start(ann, 'Do **this**'))
    const assign = (who: string, assignee: object | null) =>
      space.call(who, 'PUT', path(`/threads/${id}/assignee`), { assignee })
    const toUna = { person: 'una', organisation: 'og_users00001' }
    expect((await assign(uwe, toUna)).body.code).toBe('discussion.read-only')
    for (const nobody of [
      { person: 'nobody', organisation: 'og_users00001' },
      { person: 'una', organisation: 'og_build00002' },
      { person: 'una', organisation: 'og_none' },
    ]) {
      expect((await assign(bob, nobody)).body.code).toBe('discussion.no-such-person')
    }
    expect(threadOf(await assign(bob, toUna)).assignee?.id).toBe('una')
    const told = (await talksOf('una')).filter(({ link }) => link.includes(id))
    expect(told.map(({ kind }) => kind)).toEqual(['discussion.assigned'])
    const mine = async (who: string) =>
      (await space.call(who, 'GET', '/threads/assigned')).body as unknown as { id: string }[]
    expect(await mine(una)).toMatchObject([{ id, words: 'Do this', workspace: { id: workspace } }])
    expect(await mine(ulf)).toEqual([])
    await setRole('og_users00001', 'viewer')
    expect(await mine(una)).toHaveLength(1)
    await setRole('og_users00001', 'commenter')
    await space.call(ann, 'PUT', path(`/threads/${id}/state`), { state: 'resolved' })
    expect(await mine(una)).toEqual([])
    expect(threadOf(await assign(ann, null)).assignee).toBeNull()
  })

  test('[TALK-9] a reaction stands once for each person, and only their own is taken back', async () => {
    const { id, comments } = threadOf(await start(ann, 'Nice'))
    const react = (who: string, reaction: string, on: boolean) =>
      space.call(
        who,
        'PUT',
        path(`/threads/${id}/comments/${comments[0]?.id ?? ''}/reactions/${reaction}`),
        { on },
      )
    await Promise.all([
      react(bob, 'agree', true),
      react(bob, 'agree', true),
      react(una, 'agree', true),
    ])
    const off = threadOf(await react(una, 'agree', false))
    expect(off.comments[0]?.reactions).toMatchObject([{ reaction: 'agree', by: [{ id: 'bob' }] }])
    expect(threadOf(await react(una, 'agree', false)).revision).toBe(off.revision)
    expect((await react(bob, 'explode', true)).status).toBe(400)
    expect((await react(uwe, 'agree', true)).body.code).toBe('discussion.read-only')
  })

  test('[TALK-10] everybody marks for themselves what they have read, viewers too', async () => {
    const { id } = threadOf(await start(ann, 'News'))
    await reply(bob, id, 'More')
    expect((await read(ann)).read[id]).toBe(1)
    expect((await read(uwe)).read[id]).toBeUndefined()
    const mark = (through: number) =>
      space.call(uwe, 'PUT', path(`/threads/${id}/reading`), { through })
    expect((await mark(99)).status).toBe(200)
    expect((await read(uwe)).read[id]).toBe(2)
    await mark(0)
    expect((await read(uwe)).read[id]).toBe(0)
    expect((await read(ann)).read[id]).toBe(1)
  })

  test('[TALK-11] a comment sent twice, also at the same moment, is kept once; an identifier of another is refused', async () => {
    const [id, comment] = [newId('th'), newId('cm')]
    const twice = await Promise.all([1, 2, 3].map(() => start(una, 'Once', { id, comment })))
    expect(twice.map(({ status }) => status)).toEqual([200, 200, 200])
    const again = newId('cm')
    await Promise.all([1, 2, 3].map(() => reply(una, id, 'Answer', again)))
    const { threads } = await read(ann)
    const kept = threads.filter((one) => one.id === id)
    expect(kept.map(({ comments }) => comments.map(({ text }) => text))).toEqual([
      ['Once', 'Answer'],
    ])
    expect((await reply(bob, id, 'Mine', again)).body.code).toBe('discussion.id-taken')
    expect((await start(bob, 'Mine', { id })).body.code).toBe('discussion.id-taken')
    expect((await start(bob, 'Mine', { comment })).body.code).toBe('discussion.id-taken')
  })

  test('[TALK-12] changes are told by revision, none left out and none twice, whoever writes at once', async () => {
    const before = (await read(ann)).revision
    const started = await Promise.all([ann, bob, abe].map((who) => start(who, 'At once')))
    const ids = started.map((answer) => threadOf(answer).id)
    await Promise.all(ids.map((id, index) => reply([bob, abe, ann][index], id, 'And back')))
    const seen: string[] = []
    let since = before
    for (let more = true; more;) {
      const page = await read(uwe, since)
      expect(page.threads.every(({ revision }) => revision > since)).toBe(true)
      seen.push(...page.threads.map(({ id }) => id))
      ;({ revision: since, more } = page)
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
    expect((await read(uwe, since)).threads).toEqual([])
    const revisions = (await read(uwe)).threads.map(({ revision }) => revision)
    expect(new Set(revisions).size).toBe(revisions.length)
  })

  test('[TALK-13] hostile texts are kept as text, without what is not seen', async () => {
    const text =
      "'; DROP TABLE discussion; -- <script>alert(1)</script> \u202egpj.exe\u2069 {en} \u0000"
    const { comments, id } = threadOf(
      await start(bob, text, { anchor: { kind: 'workspace' } as never }),
    )
    expect(comments[0]?.text).toBe(
      "'; DROP TABLE discussion; -- <script>alert(1)</script> gpj.exe {en}",
    )
    const subject = `\u202e${'x'.repeat(900)}`
    const draft = {
      id: newId('th'),
      anchor: stepAnchor,
      subject,
      comment: { id: newId('cm'), text: 'x' },
    }
    const long = threadOf(await space.call(abe, 'POST', path('/threads'), draft))
    expect(long.subject).toBe('x'.repeat(limits.subjectCharacters))
    expect((await read(ann)).threads.some((one) => one.id === id)).toBe(true)
  })

  test.each([
    { kind: 'step', step: 'st_1' },
    { kind: 'step', step: "st_aaaaaaaaa'" },
    { kind: 'sql', step: 'st_aaaaaaaaaa', start: 'a b', end: 'c' },
    { kind: 'sql', step: 'st_aaaaaaaaaa', start: 'a'.repeat(500), end: 'c' },
    { kind: 'row', step: 'st_aaaaaaaaaa', cells: [] },
    {
      kind: 'row',
      step: 'st_aaaaaaaaaa',
      cells: Array.from({ length: 99 }, () => ({ column: 'a', text: '' })),
    },
    { kind: 'column', step: 'st_aaaaaaaaaa', column: 'x'.repeat(1000) },
    { kind: 'everything' },
    {},
  ])('[TALK-14] an anchor that could be no place is refused: %j', async (anchor) => {
    expect((await start(ann, 'x', { anchor: anchor as never })).body.code).toBe('request.invalid')
  })

  test('[TALK-15] length, mentions and pace have limits with their own refusals', async () => {
    const { id } = threadOf(await start(abe, 'Limits'))
    expect((await reply(abe, id, ' \u200b\n')).body.code).toBe('discussion.empty')
    const long = await reply(abe, id, 'x'.repeat(limits.commentCharacters + 1))
    expect(long.body).toMatchObject({
      code: 'discussion.too-long',
      args: { limit: limits.commentCharacters },
    })
    const many = Array.from(
      { length: limits.mentionsPerComment + 1 },
      (_, index) => `[@a](person:p${index})`,
    )
    expect((await reply(abe, id, many.join(' '))).body.code).toBe('discussion.too-many-mentions')
    expect((await reply(abe, id, 'x'.repeat(100_000))).body.code).toBe('request.invalid')
    const codes = []
    for (let index = 0; index <= limits.commentsPerMinute; index += 1) {
      codes.push((await reply(ulf, id, `${index}`)).body.code)
    }
    expect(codes).toContain('discussion.too-fast')
    expect(codes.filter((code) => code === undefined).length).toBeLessThanOrEqual(
      limits.commentsPerMinute,
    )
    expect((await reply(bob, id, 'Others are not held up')).status).toBe(200)
  })

  test('[TALK-15] a thread that is full takes no more', async () => {
    const { id } = threadOf(await start(ann, 'Full'))
    await space.store
      .updateTable('discussion_thread')
      .set({ comments: limits.commentsPerThread })
      .where('id', '=', id)
      .execute()
    expect((await reply(bob, id, 'x')).body.code).toBe('discussion.thread-full')
  })

  test('[TALK-16] threads on a renamed column follow it, for those who may edit', async () => {
    const column = (name: string) => ({ kind: 'column', step: 'st_bbbbbbbbbb', column: name })
    const a = threadOf(await start(bob, 'On a', { anchor: column('a') })).id
    const b = threadOf(await start(bob, 'On b', { anchor: column('b') })).id
    const moves = [
      { step: 'st_bbbbbbbbbb', from: 'a', to: 'b' },
      { step: 'st_bbbbbbbbbb', from: 'b', to: 'c' },
    ]
    const follow = (who: string) => space.call(who, 'POST', path('/discussion/columns'), { moves })
    expect((await follow(una)).body.code).toBe('workspace.read-only')
    expect((await follow(uwe)).body.code).toBe('discussion.read-only')
    expect((await follow(ann)).body).toEqual({ followed: 2 })
    const { threads } = await read(uwe)
    const columnOf = (id: string) => threads.find((one) => one.id === id)?.anchor['column']
    expect([columnOf(a), columnOf(b)]).toEqual(['b', 'c'])
  })

  test('[TALK-17] every change is an event of the audit chain and tells the board once, a refused one neither', async () => {
    const told: string[] = []
    const stop = space.deps.talk.watch((id) => told.push(id))
    const events = async () =>
      (await space.store.selectFrom('audit_event').select('event').orderBy('index').execute()).map(
        ({ event }) => event,
      )
    const before = (await events()).length
    const { id, comments } = threadOf(await start(bob, 'Chain'))
    const at = path(`/threads/${id}/comments/${comments[0]?.id ?? ''}`)
    await space.call(bob, 'PUT', at, { text: 'Chained' })
    await space.call(bob, 'PUT', `${at}/reactions/thanks`, { on: true })
    await space.call(bob, 'PUT', path(`/threads/${id}/state`), { state: 'resolved' })
    await space.call(bob, 'PUT', path(`/threads/${id}/state`), { state: 'open' })
    await space.call(bob, 'DELETE', at)
    await start(uwe, 'Refused')
    expect((await events()).slice(before)).toEqual([
      'discussion.thread-started',
      'discussion.comment-edited',
      'discussion.comment-reacted',
      'discussion.thread-resolved',
      'discussion.thread-reopened',
      'discussion.comment-deleted',
    ])
    expect(told).toEqual(Array.from({ length: 6 }, () => workspace))
    stop()
  })

  test('[TALK-1] an organisation that was removed reads and writes no more', async () => {
    expect((await space.call(ann, 'DELETE', path('/organisations/og_users00002'))).status).toBe(200)
    const answer = await space.call(uwe, 'GET', path('/discussion'))
    expect([answer.status, answer.body.code]).toEqual([404, 'workspace.not-found'])
  })
})
