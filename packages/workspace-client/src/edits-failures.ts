import type { FailureCatalogue } from '@weft/kernel'

/** Why edits from a file are not brought in. */
export const editsFailures = {
  'edits.unreadable': {
    status: 422,
    en: 'This is not a file of edits that Weft wrote, or it is damaged.',
    zh: '这不是由 Weft 导出的修改文件，或者文件已损坏。',
  },
  'edits.too-large': {
    status: 422,
    en: 'The file holds more than can be brought in at once.',
    zh: '文件过大，无法一次性导入。',
  },
  'edits.other-workspace': {
    status: 422,
    en: 'These edits belong to another workspace.',
    zh: '这些修改属于另一个共创空间。',
  },
  'edits.lack-their-ground': {
    status: 422,
    en: 'These edits build on something this workspace does not have. Wait until everything is saved, then try again.',
    zh: '这些修改所依据的内容在此共创空间中不存在。请等待全部内容保存完毕后重试。',
  },
  'edits.nothing-new': {
    status: 422,
    en: 'This workspace has these edits already.',
    zh: '此共创空间中已包含这些修改。',
  },
  'edits.fork-unreachable': {
    status: 503,
    en: 'The proposal was opened, but its copy cannot be reached. The edits still wait here; bring them in from a file.',
    zh: '变更提案已建立，但无法连接其副本。修改仍保留在此，可从文件导入。',
  },
} as const satisfies FailureCatalogue
