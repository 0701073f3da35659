/** 收件箱。 */
export const inbox = {
  title: '收件箱',
  line: '邀请、提及、对您反馈的答复，以及您参与的应用的发布消息。',
  markRead: '全部标为已读',
  empty: '还没有消息',
  emptyLine: '评价应用或加入共创空间后，后续进展会显示在这里。',
  unread: '未读',
  kind: {
    workspaceInvited: '{organisation}邀请您加入“{workspace}”',
    feedbackPlanned: '您对“{app}”的反馈已列入计划',
    feedbackDeclined: '您对“{app}”的反馈未被采纳',
    feedbackSettled: '“{app}”的发布版本 {version} 解决了您的反馈',
    discussionMentioned: '{organisation}的{person}在“{workspace}”中提及了您',
    discussionReplied: '{organisation}的{person}在“{workspace}”中回复了您参与的讨论串',
    discussionAssigned: '{organisation}的{person}将“{workspace}”中的一个讨论串交给您负责',
    releasePublished: '“{app}”有新的发布版本 {version}',
    proposalReviewWanted: '变更提案“{proposal}”等待您审查',
    proposalApproved: '您的变更提案“{proposal}”已获批准',
    proposalRejected: '您的变更提案“{proposal}”被否决，理由见提案页',
    proposalMerged: '您的变更提案“{proposal}”已合并',
  },
}
