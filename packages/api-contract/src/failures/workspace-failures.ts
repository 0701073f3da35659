import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of workspaces. */
export const workspaceFailures = {
  'workspace.not-found': {
    status: 404,
    en: 'There is no such workspace, or your organisation is not part of it. Ask the organisation that started it for an invitation.',
    zh: '没有此共创空间，或您的机构未参与其中。请向发起机构索取邀请。',
  },
  'workspace.not-invited': {
    status: 403,
    en: 'Your organisation has no open invitation to this workspace.',
    zh: '您的机构没有此共创空间的待接受邀请。',
  },
  'workspace.join-first': {
    status: 403,
    en: 'Your organisation has been invited but has not joined yet. Join the workspace first.',
    zh: '您的机构已受邀但尚未加入。请先加入共创空间。',
  },
  'workspace.owner-only': {
    status: 403,
    en: 'Only the organisation that started the workspace may do this.',
    zh: '只有发起该共创空间的机构可以执行此操作。',
  },
  'workspace.read-only': {
    status: 403,
    en: 'Your organisation may read this workspace, but not change it.',
    zh: '您的机构只能查看此共创空间，不能修改。',
  },
  'workspace.already-in': {
    status: 409,
    en: 'This organisation is part of the workspace already.',
    zh: '该机构已在此共创空间中。',
  },
  'workspace.not-in': {
    status: 404,
    en: 'This organisation is not part of the workspace.',
    zh: '该机构不在此共创空间中。',
  },
  'workspace.keep-owner': {
    status: 409,
    en: 'The organisation that started the workspace keeps its role.',
    zh: '发起该共创空间的机构的角色不可更改。',
  },
  'workspace.no-organisation': {
    status: 404,
    en: 'There is no organisation {organisation} in this space to invite.',
    zh: '本空间没有可邀请的机构 {organisation}。',
  },
  'workspace.scenario-closed': {
    status: 409,
    en: 'This scenario is closed. Choose an open one.',
    zh: '该应用场景已关闭，请选择进行中的场景。',
  },
} as const satisfies FailureCatalogue
