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
  'version.not-restored': {
    status: 409,
    en: 'This cannot be brought back as it was: what is there now leaves no room for it. Nothing was changed.',
    zh: '无法恢复成当时的样子：当前内容与其冲突。没有做任何更改。',
  },
  'version.not-stored-yet': {
    status: 409,
    en: 'Your edits have not reached the server yet, so no version was kept. They stay here; try again once they are saved.',
    zh: '您的修改尚未送达服务器，因此没有保留版本。修改仍在此处，请在保存后重试。',
  },
} as const satisfies FailureCatalogue
