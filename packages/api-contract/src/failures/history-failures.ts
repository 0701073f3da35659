import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of versions. */
export const historyFailures = {
  'version.not-found': {
    status: 404,
    en: 'This workspace has no version {number}. Open its history and choose one from the list.',
    zh: '此共创空间没有版本 {number}。请打开历史记录并从列表中选择。',
  },
  'version.needs-name': {
    status: 422,
    en: 'Write a name for the version, of at most 200 characters.',
    zh: '请为版本填写名称，最多 200 个字符。',
  },
} as const satisfies FailureCatalogue
