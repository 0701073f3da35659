import type { Localized } from '@weft/kernel'

/** The sentences of the player itself. */
export const playerWords = {
  opening: { en: 'Opening the app …', zh: '正在打开应用…' },
  damaged: {
    en: 'This release cannot be shown. Nothing of it was run.',
    zh: '无法显示此发布版本,其中内容均未运行。',
  },
  engineFailed: {
    en: 'The engine could not start in this browser: the numbers of the release are shown, but filters cannot act. Try another browser or a newer version.',
    zh: '引擎无法在此浏览器中启动:可以查看发布时的数字,但筛选不起作用。请换用其他浏览器或更新版本。',
  },
  noPages: { en: 'This app has no pages.', zh: '此应用没有页面。' },
} as const satisfies Readonly<Record<string, Localized>>
