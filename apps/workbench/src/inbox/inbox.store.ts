import type { ResponseOf, accountRoutes } from '@weft/api-contract'
import type { LocalText } from '@weft/kernel'
import { defineStore } from 'pinia'
import { useApi } from '../api/use-api.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { useSession } from '../session/session.store.ts'

/** Something a person should know. */
export type Notice = ResponseOf<typeof accountRoutes.listNotices>[number]

/** The sentence of each kind of notice. */
export const noticeKeys: Record<Notice['kind'], MessageKey> = {
  'workspace.invited': 'inbox.kind.workspaceInvited',
  'feedback.planned': 'inbox.kind.feedbackPlanned',
  'feedback.declined': 'inbox.kind.feedbackDeclined',
  'feedback.settled': 'inbox.kind.feedbackSettled',
  'release.published': 'inbox.kind.releasePublished',
  'proposal.review-wanted': 'inbox.kind.proposalReviewWanted',
  'proposal.approved': 'inbox.kind.proposalApproved',
  'proposal.rejected': 'inbox.kind.proposalRejected',
  'proposal.merged': 'inbox.kind.proposalMerged',
  'discussion.mentioned': 'inbox.kind.discussionMentioned',
  'discussion.replied': 'inbox.kind.discussionReplied',
  'discussion.assigned': 'inbox.kind.discussionAssigned',
}

/** The words of a notice in the reader's language. */
export function sayNoticeWords(
  notice: Notice,
  say: (text: LocalText) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(notice.words).map(([name, word]) => [
      name,
      typeof word === 'string' ? word : say(word),
    ]),
  )
}

/** Reads the inbox and marks it as read. */
export const useInbox = defineStore('inbox', () => {
  const api = useApi()
  const session = useSession()
  return {
    list: () => api.listNotices(),
    markRead: async () => {
      const outcome = await api.readNotices()
      if (outcome.ok) await session.refresh()
      return outcome
    },
  }
})
