/** The inbox. */
export const inbox = {
  title: 'Inbox',
  line: 'Invitations, mentions, answers to your feedback, and releases of what you work on.',
  markRead: 'Mark all as read',
  empty: 'Nothing has happened yet',
  emptyLine: 'Rate an app or join a workspace, and you will hear here what became of it.',
  unread: 'Unread',
  kind: {
    workspaceInvited: '{organisation} invites you into “{workspace}”',
    feedbackPlanned: 'Your feedback on “{app}” is planned',
    feedbackDeclined: 'Your feedback on “{app}” was declined',
    feedbackSettled: 'Release {version} of “{app}” settles your feedback',
    discussionMentioned: '{person} of {organisation} mentions you in “{workspace}”',
    discussionReplied: '{person} of {organisation} answered in a thread of yours in “{workspace}”',
    discussionAssigned: '{person} of {organisation} assigned a thread in “{workspace}” to you',
    releasePublished: '“{app}” has a new release, {version}',
    proposalReviewWanted: 'Your review of the proposal “{proposal}” is wanted',
    proposalApproved: 'Your proposal “{proposal}” was approved',
    proposalRejected: 'Your proposal “{proposal}” was rejected; the reason stands beside it',
    proposalMerged: 'Your proposal “{proposal}” was merged',
  },
}
