import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of runs, ratings and feedback. */
export const feedbackFailures = {
  'run.not-found': {
    status: 404,
    en: 'There is no such run of yours. Open the app again.',
    zh: '没有您的这次运行记录。请重新打开应用。',
  },
  'run.finished': {
    status: 409,
    en: 'This run has been finished already. Open the app again for a new one.',
    zh: '这次运行已结束。请重新打开应用以开始新的运行。',
  },
  'run.expired': {
    status: 410,
    en: 'This run was begun too long ago. Open the app again.',
    zh: '这次运行已超时。请重新打开应用。',
  },
  'run.proof-wrong': {
    status: 403,
    en: 'The run could not be confirmed: what was read is not this release. Open the app again.',
    zh: '无法确认此次运行：读取的内容与该版本不符。请重新打开应用。',
  },
  'rating.run-first': {
    status: 403,
    en: 'Run this release first; a rating tells of a version you have used.',
    zh: '请先运行此版本；评价只针对您实际使用过的版本。',
  },
  'feedback.not-found': {
    status: 404,
    en: 'There is no such feedback for your workspaces.',
    zh: '您的共创空间中没有此反馈。',
  },
  'feedback.settled': {
    status: 409,
    en: 'This feedback was settled in a release and can no longer be changed.',
    zh: '该反馈已在发布版本中解决，不能再更改。',
  },
  'feedback.reason-needed': {
    status: 400,
    en: 'Say why this is declined; its author is told.',
    zh: '请说明不采纳的理由，反馈人会收到通知。',
  },
} as const satisfies FailureCatalogue
