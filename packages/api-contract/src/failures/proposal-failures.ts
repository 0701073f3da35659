import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of proposals. */
export const proposalFailures = {
  'proposal.not-found': {
    status: 404,
    en: 'There is no such proposal, or your organisation is not part of its workspace.',
    zh: '没有此变更提案，或您的机构未参与其共创空间。',
  },
  'proposal.not-allowed': {
    status: 403,
    en: 'Your organisation may read this workspace, but not propose changes. Ask its owner for the role of commenter.',
    zh: '您的机构只能查看此共创空间，不能提出变更提案。请向发起机构申请评论者角色。',
  },
  'proposal.settled': {
    status: 409,
    en: 'This proposal has been merged or closed already.',
    zh: '此变更提案已被合并或关闭。',
  },
  'proposal.changed': {
    status: 409,
    en: 'The content has changed since you looked at it. Look at it again, then decide.',
    zh: '您查看之后内容已有变动。请重新查看后再作决定。',
  },
  'proposal.conflicts-open': {
    status: 409,
    en: 'Conflicts are still undecided: {count}. Choose a side for each of them.',
    zh: '仍有 {count} 处冲突尚未决定。请逐一选择保留哪一方。',
  },
  'proposal.review-missing': {
    status: 409,
    en: '{organisation} has not approved this content yet.',
    zh: '{organisation}尚未批准此内容。',
  },
  'proposal.review-rejected': {
    status: 409,
    en: '{organisation} has rejected this content. Change the proposal and ask for another review.',
    zh: '{organisation}已否决此内容。请修改变更提案后重新提请审查。',
  },
  'proposal.nothing-changed': {
    status: 409,
    en: 'The proposal changes nothing yet. Edit it first.',
    zh: '此变更提案尚无任何改动。请先进行编辑。',
  },
  'proposal.reason-missing': {
    status: 422,
    en: 'Say why you reject it, so that the proposal can be changed.',
    zh: '请说明否决的理由，以便对方修改变更提案。',
  },
  'proposal.no-conflict': {
    status: 404,
    en: 'This conflict is no longer there. Look at the proposal again.',
    zh: '该冲突已不存在。请重新查看变更提案。',
  },
  'proposal.reviewer-unfit': {
    status: 422,
    en: 'Only organisations that may edit this workspace can be asked to review.',
    zh: '只能邀请对此共创空间有编辑权的机构进行审查。',
  },
  'proposal.yours-to-merge': {
    status: 403,
    en: 'Only organisations that may edit the workspace can merge a proposal.',
    zh: '只有对此共创空间有编辑权的机构可以合并变更提案。',
  },
  'proposal.no-tables': {
    status: 403,
    en: 'In a proposal only organisations that may edit the workspace can bring in tables. Ask one of them, or use a dataset of the catalogue.',
    zh: '在变更提案中，只有对共创空间有编辑权的机构可以导入数据表。请联系这些机构，或使用数据目录中的数据集。',
  },
} as const satisfies FailureCatalogue
