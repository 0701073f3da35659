import type { Reaction } from '@weft/discussion-model'
import type { Id } from '@weft/kernel'
import type { Reader } from '../../store/store.ts'
import { readOrganisationRefs, readPersonRefs, type PersonRef } from '../accounts/index.ts'
import { groupRows } from './group-rows.ts'
import type { ShownThread } from './show-threads.ts'

type ShownComment = ShownThread['comments'][number]

function readRows(reader: Reader, threads: readonly string[]) {
  return Promise.all([
    reader
      .selectFrom('discussion_comment')
      .selectAll()
      .where('thread', 'in', [...threads])
      .orderBy('number')
      .execute(),
    reader
      .selectFrom('discussion_mention')
      .innerJoin('discussion_comment', 'discussion_comment.id', 'discussion_mention.comment')
      .select(['comment', 'kind', 'target', 'discussion_mention.organisation'])
      .where('thread', 'in', [...threads])
      .orderBy('target')
      .execute(),
    reader
      .selectFrom('discussion_reaction')
      .innerJoin('discussion_comment', 'discussion_comment.id', 'discussion_reaction.comment')
      .select([
        'comment',
        'reaction',
        'discussion_reaction.person',
        'discussion_reaction.organisation',
      ])
      .where('thread', 'in', [...threads])
      .orderBy('discussion_reaction.at')
      .execute(),
  ])
}

function byReaction(
  rows: readonly { readonly reaction: Reaction; readonly by: PersonRef }[],
): ShownComment['reactions'] {
  const found = new Map<Reaction, PersonRef[]>()
  for (const { reaction, by } of rows) {
    const list = found.get(reaction)
    if (list) list.push(by)
    else found.set(reaction, [by])
  }
  return [...found].map(([reaction, by]) => ({ reaction, by }))
}

/** The comments of threads, in their order, by thread. */
export async function showComments(
  reader: Reader,
  threads: readonly string[],
): Promise<ReadonlyMap<string, ShownComment[]>> {
  if (threads.length === 0) return new Map()
  const [rows, mentions, reactions] = await readRows(reader, threads)
  const mentioned = mentions
    .filter(({ kind }) => kind === 'person')
    .map(({ target, organisation }) => ({ person: target, organisation }))
  const refOf = await readPersonRefs(reader, [...rows, ...mentioned, ...reactions])
  const organisations = await readOrganisationRefs(
    reader,
    mentions.map(({ organisation }) => organisation),
  )
  const mentionsOf = groupRows(mentions, ({ comment }) => comment)
  const reactionsOf = groupRows(reactions, ({ comment }) => comment)
  const shown = rows.map((row) => {
    const mine = mentionsOf.get(row.id) ?? []
    const comment: ShownComment = {
      id: row.id as Id<'cm'>,
      number: row.number,
      by: refOf(row),
      at: row.at.toISOString(),
      editedAt: row.edited_at?.toISOString() ?? null,
      deleted: row.deleted_at !== null,
      text: row.text,
      mentioned: {
        people: mine
          .filter(({ kind }) => kind === 'person')
          .map(({ target, organisation }) => refOf({ person: target, organisation })),
        organisations: mine
          .filter(({ kind }) => kind === 'organisation')
          .flatMap(({ target }) => organisations.get(target) ?? []),
      },
      reactions: byReaction(
        (reactionsOf.get(row.id) ?? []).map((one) => ({ reaction: one.reaction, by: refOf(one) })),
      ),
    }
    return { thread: row.thread, comment }
  })
  const grouped = groupRows(shown, ({ thread }) => thread)
  return new Map([...grouped].map(([id, list]) => [id, list.map(({ comment }) => comment)]))
}
