import type { LocalText, Random } from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'
import { addNotice, type NewNotice } from '../accounts/index.ts'

/** What people are told of a proposal. */
export interface ProposalNews {
  readonly kind: Extract<NewNotice['kind'], `proposal.${string}`>
  readonly workspace: string
  readonly proposal: string
  readonly title: LocalText
  readonly at: Date
}

const linkOf = ({ workspace, proposal }: ProposalNews) =>
  `/workspaces/${workspace}/proposals/${proposal}`

/** Tells one person. */
export async function tellPerson(
  transaction: Transaction,
  { random }: { readonly random: Random },
  news: ProposalNews & { readonly person: string },
): Promise<void> {
  const { person, kind, at, title } = news
  await addNotice(transaction, random, {
    person,
    kind,
    at,
    link: linkOf(news),
    words: { proposal: title },
  })
}

/** Tells everybody of an organisation. */
export async function tellOrganisation(
  transaction: Transaction,
  deps: { readonly random: Random },
  news: ProposalNews & { readonly organisation: string },
): Promise<void> {
  const people = await transaction
    .selectFrom('membership')
    .select('userId')
    .where('organizationId', '=', news.organisation)
    .execute()
  for (const { userId } of people) await tellPerson(transaction, deps, { ...news, person: userId })
}
