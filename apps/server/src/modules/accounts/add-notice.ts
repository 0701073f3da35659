import { newId, type LocalText, type Random } from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'

/** Something a person should know. */
export interface NewNotice {
  readonly person: string
  readonly kind:
    | 'workspace.invited'
    | 'feedback.planned'
    | 'feedback.declined'
    | 'feedback.settled'
    | 'release.published'
    | 'proposal.review-wanted'
    | 'proposal.approved'
    | 'proposal.rejected'
    | 'proposal.merged'
    | 'discussion.mentioned'
    | 'discussion.replied'
    | 'discussion.assigned'
  readonly at: Date
  /** Where a click leads, inside the interface, e.g. `/store/ap_…`. */
  readonly link: string
  readonly words: Readonly<Record<string, string | LocalText>>
}

/** Puts a notice into a person's inbox, in the transaction of what it tells of. */
export async function addNotice(
  transaction: Transaction,
  random: Random,
  notice: NewNotice,
): Promise<void> {
  await transaction
    .insertInto('notice')
    .values({
      id: newId('no', random),
      person: notice.person,
      kind: notice.kind,
      at: notice.at,
      read_at: null,
      link: notice.link,
      words: JSON.stringify(notice.words),
    })
    .execute()
}
