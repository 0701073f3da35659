import type { Mention } from '@weft/discussion-model'
import type { DiscussionChange } from './change-discussion.ts'
import { findOrganisations, findPeople } from './find-people.ts'

const idsOf = (mentions: readonly Mention[], kind: Mention['kind']): readonly string[] =>
  mentions.filter((mention) => mention.kind === kind).map(({ id }) => id)

/**
 * Keeps whom a comment mentions, as far as they work in the workspace: of anybody else nothing is told, not even that
 * they exist. Gives the people who were not mentioned by it before.
 */
export async function keepMentions(
  { transaction, workspace, caller }: DiscussionChange,
  comment: string,
  mentions: readonly Mention[],
): Promise<ReadonlySet<string>> {
  const people = await findPeople(transaction, workspace, { people: idsOf(mentions, 'person') })
  const organisations = await findOrganisations(
    transaction,
    workspace,
    idsOf(mentions, 'organisation'),
  )
  const before = await transaction
    .deleteFrom('discussion_mention')
    .where('comment', '=', comment)
    .returning(['kind', 'target'])
    .execute()
  const rows = [
    ...people.map(({ person, organisation }) => ({
      comment,
      kind: 'person' as const,
      target: person,
      organisation,
    })),
    ...organisations.map((organisation) => ({
      comment,
      kind: 'organisation' as const,
      target: organisation,
      organisation,
    })),
  ]
  if (rows.length > 0) await transaction.insertInto('discussion_mention').values(rows).execute()
  const known = new Set(before.map(({ kind, target }) => `${kind} ${target}`))
  const newly = organisations.filter((id) => !known.has(`organisation ${id}`))
  const members = await findPeople(transaction, workspace, { organisations: newly })
  const named = people.filter(({ person }) => !known.has(`person ${person}`))
  const told = new Set([...named, ...members].map(({ person }) => person))
  told.delete(caller.person)
  return told
}
