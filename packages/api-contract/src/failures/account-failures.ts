import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of sign-in, set-up, invitations and organisations. */
export const accountFailures = {
  'account.wrong-credentials': {
    status: 401,
    en: 'E-mail and password do not match. Check both and try again.',
    zh: '邮箱与密码不匹配。请检查后重试。',
  },
  'account.exists': {
    status: 409,
    en: 'There is already an account for {email}. Sign in with it, then open the invitation again.',
    zh: '{email} 已有账号。请先登录该账号，再打开邀请链接。',
  },
  'account.demo-only': {
    status: 403,
    en: 'One-click sign-in exists only in a demo space. Sign in with e-mail and password.',
    zh: '一键登录仅限演示空间。请使用邮箱和密码登录。',
  },
  'account.no-demo-person': {
    status: 404,
    en: 'The demo space has no such person. Choose one from the list.',
    zh: '演示空间中没有此人。请从列表中选择。',
  },
  'set-up.done': {
    status: 409,
    en: 'This space has been set up already. Sign in instead.',
    zh: '本空间已完成初始化，请直接登录。',
  },
  'set-up.wrong-code': {
    status: 403,
    en: 'This is not the set-up code. It was printed in the terminal where the server was started.',
    zh: '初始化代码不正确。代码显示在启动服务器的终端中。',
  },
  'invitation.not-found': {
    status: 404,
    en: 'There is no such invitation. Ask the organisation’s admin for a new link.',
    zh: '没有此邀请。请向机构管理员索取新的链接。',
  },
  'invitation.over': {
    status: 410,
    en: 'This invitation was used, cancelled or has expired. Ask the organisation’s admin for a new link.',
    zh: '此邀请已使用、已取消或已过期。请向机构管理员索取新的链接。',
  },
  'invitation.other-person': {
    status: 403,
    en: 'This invitation is for {email}, but you are signed in with another address. Sign out and open the link again.',
    zh: '此邀请发给 {email}，而您以其他邮箱登录。请退出登录后重新打开链接。',
  },
  'invitation.name-needed': {
    status: 400,
    en: 'Give your name and choose a password to join.',
    zh: '请填写姓名并设置密码后加入。',
  },
  'invitation.already-member': {
    status: 409,
    en: '{email} belongs to this organisation already.',
    zh: '{email} 已是本机构成员。',
  },
  'organisation.not-found': {
    status: 404,
    en: 'There is no organisation {organisation} in this space.',
    zh: '本空间没有机构 {organisation}。',
  },
  'organisation.not-yours': {
    status: 403,
    en: 'You do not belong to this organisation. Ask its admin for an invitation link.',
    zh: '您不属于该机构。请向其管理员索取邀请链接。',
  },
  'organisation.admin-only': {
    status: 403,
    en: 'Only an admin of this organisation may do this.',
    zh: '只有该机构的管理员可以执行此操作。',
  },
  'organisation.no-member': {
    status: 404,
    en: 'This person does not belong to the organisation.',
    zh: '此人不是该机构的成员。',
  },
  'organisation.last-admin': {
    status: 409,
    en: 'An organisation keeps at least one admin. Make somebody else an admin first.',
    zh: '机构须至少保留一名管理员。请先将另一名成员设为管理员。',
  },
  'organisation.own-standing': {
    status: 409,
    en: 'You act for this organisation; suspending it would lock you out of the space.',
    zh: '您正代表该机构；暂停它会使您无法再管理本空间。',
  },
} as const satisfies FailureCatalogue
