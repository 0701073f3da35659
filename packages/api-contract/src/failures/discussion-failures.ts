import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of discussions. */
export const discussionFailures = {
  'discussion.thread-not-found': {
    status: 404,
    en: 'There is no such thread in this workspace.',
    zh: '此共创空间中没有该讨论串。',
  },
  'discussion.comment-not-found': {
    status: 404,
    en: 'There is no such comment in this thread.',
    zh: '该讨论串中没有此评论。',
  },
  'discussion.read-only': {
    status: 403,
    en: 'Your organisation may read this discussion, but not write in it. Ask the organisation that started the workspace for the role of commenter.',
    zh: '您的机构只能查看讨论，不能发言。请向发起机构申请评论者角色。',
  },
  'discussion.not-yours': {
    status: 403,
    en: 'Only the person who wrote a comment may change or delete it.',
    zh: '只有评论的作者可以修改或删除它。',
  },
  'discussion.comment-deleted': {
    status: 409,
    en: 'This comment was deleted.',
    zh: '此评论已删除。',
  },
  'discussion.empty': {
    status: 400,
    en: 'Write something first.',
    zh: '请先输入内容。',
  },
  'discussion.too-long': {
    status: 400,
    en: 'A comment has at most {limit} characters; this one has {length}. Shorten it or divide it.',
    zh: '评论最多 {limit} 个字符，当前为 {length} 个。请缩短或分成几条。',
  },
  'discussion.too-many-mentions': {
    status: 400,
    en: 'One comment mentions at most {limit} people and organisations.',
    zh: '一条评论最多提及 {limit} 个人员或机构。',
  },
  'discussion.too-fast': {
    status: 429,
    en: 'That was a lot at once. Wait {seconds} seconds, then send it again; your text is kept.',
    zh: '发送过于频繁。请等待 {seconds} 秒后重新发送，您的文字会保留。',
  },
  'discussion.thread-full': {
    status: 409,
    en: 'A thread holds at most {limit} comments. Start a new one.',
    zh: '一个讨论串最多 {limit} 条评论。请新建讨论串。',
  },
  'discussion.full': {
    status: 409,
    en: 'A workspace holds at most {limit} threads.',
    zh: '一个共创空间最多 {limit} 个讨论串。',
  },
  'discussion.id-taken': {
    status: 409,
    en: 'This identifier is taken. Send the comment again.',
    zh: '该标识已被占用，请重新发送评论。',
  },
  'discussion.no-such-person': {
    status: 404,
    en: 'This person does not work in this workspace.',
    zh: '此人未参与该共创空间。',
  },
} as const satisfies FailureCatalogue
