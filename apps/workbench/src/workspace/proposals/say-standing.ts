import type { MessageKey } from '../../i18n/messages.ts'
import type { ProposalReview } from './proposal-shapes.ts'

/** How a review is said, and how it is drawn. */
export interface Standing {
  readonly words: MessageKey
  readonly mark: 'waiting' | 'approved' | 'rejected' | 'void'
}

/** Says where an organisation stands: what it said of another content no longer counts. */
export function sayStanding({ verdict, isCurrent }: ProposalReview): Standing {
  if (verdict === null) return { words: 'proposals.standing.asked', mark: 'waiting' }
  if (!isCurrent) return { words: `proposals.standing.${verdict}Before`, mark: 'void' }
  return { words: `proposals.standing.${verdict}`, mark: verdict }
}
