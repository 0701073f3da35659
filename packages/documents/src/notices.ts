import type { PageId, WidgetId } from '@weft/app-model'
import type { FailureCatalogue, Localized } from '@weft/kernel'
import type { PipelineId, RepairNotice } from '@weft/pipeline-model'

/** What reading a document had to leave out, replace or move, and where. */
export interface PictureNotice extends RepairNotice {
  readonly widget?: WidgetId
  readonly page?: PageId
  readonly subflow?: PipelineId
}

/** The sentences of the notices of reading a document; those of repairing a pipeline are in `pipelineProblems`. */
export const documentNotices: Readonly<Record<string, Localized>> = {
  'document.newer-format': {
    en: 'This workspace was written by a newer version of Weft. Some of it may not be shown.',
    zh: '此共创空间由更新版本的 Weft 写入,部分内容可能无法显示。',
  },
  'document.pipeline-unreadable': {
    en: 'A pipeline could not be read and was left out.',
    zh: '有一条数据流水线无法读取,已略去。',
  },
  'document.step-unreadable': {
    en: 'A step could not be read and was left out.',
    zh: '有一个步骤无法读取,已略去。',
  },
  'document.edge-unreadable': {
    en: 'A connection could not be read and was left out.',
    zh: '有一条连接无法读取,已略去。',
  },
  'document.item-unreadable': {
    en: 'An entry of the list “{setting}” could not be read and was left out.',
    zh: '列表“{setting}”中有一项无法读取,已略去。',
  },
  'document.setting-unreadable': {
    en: 'The setting “{setting}” could not be read; its initial value is used.',
    zh: '设置“{setting}”无法读取,已改用初始值。',
  },
  'document.page-unreadable': {
    en: 'A page could not be read and was left out.',
    zh: '有一个页面无法读取,已略去。',
  },
  'document.widget-unreadable': {
    en: 'A widget could not be read and was left out.',
    zh: '有一个组件无法读取,已略去。',
  },
  'document.widget-moved': {
    en: 'A widget stood on a page that is gone; it is now on the first page.',
    zh: '有一个组件所在的页面已不存在,现已移到第一页。',
  },
  'document.widget-without-page': {
    en: 'A widget is not shown because the app has no page.',
    zh: '应用没有任何页面,因此有一个组件未显示。',
  },
  'document.step-removed-while-edited': {
    en: 'A step was removed while somebody was still editing it. It can be brought back with that work.',
    zh: '有一个步骤在他人编辑期间被删除,可以连同其改动一并恢复。',
  },
  'document.subflow-removed-while-edited': {
    en: 'A subflow was removed while somebody was still editing it. It can be brought back with that work.',
    zh: '有一个子流程在他人编辑期间被删除,可以连同其改动一并恢复。',
  },
  'document.widget-removed-while-edited': {
    en: 'A widget was removed while somebody was still editing it. It can be brought back with that work.',
    zh: '有一个组件在他人编辑期间被删除,可以连同其改动一并恢复。',
  },
}

/** The refusals of edits, by code. */
export const documentFailures: FailureCatalogue = {
  'document.step-missing': {
    status: 404,
    en: 'One of the steps is no longer there.',
    zh: '其中一个步骤已不存在。',
  },
  'document.port-missing': {
    status: 400,
    en: 'These two steps cannot be connected this way.',
    zh: '这两个步骤不能这样连接。',
  },
  'document.already-connected': {
    status: 409,
    en: 'These two steps are connected already.',
    zh: '这两个步骤已经相连。',
  },
  'document.would-cycle': {
    status: 409,
    en: 'This connection would make a step feed itself. Connect in the direction in which the data flows.',
    zh: '此连接会使步骤的结果流回自身。请按数据流动的方向连接。',
  },
  'document.paste-unreadable': {
    status: 400,
    en: 'The clipboard holds no steps that can be pasted.',
    zh: '剪贴板中没有可粘贴的步骤。',
  },
  'document.subflow-of-nothing': {
    en: 'Choose the steps that the subflow is to hold: outputs and parameters alone stay where they are.',
    zh: '请选择要放入子流程的步骤：单独的输出和参数会留在原处。',
    status: 400,
  },
  'document.subflow-comes-back': {
    en: 'Rows leave these steps and come back into them. Choose the steps in between as well.',
    zh: '数据会流出所选步骤再流回来，请把中间的步骤也选上。',
    status: 409,
  },
  'document.subflow-missing': {
    en: 'This subflow is no longer there.',
    zh: '此子流程已不存在。',
    status: 404,
  },
  'document.subflow-in-use': {
    en: 'This subflow is used by {n} steps, the first in “{title}”. Remove them or unfold them first.',
    zh: '有 {n} 个步骤正在使用此子流程，首先是“{title}”中的步骤。请先删除或展开它们。',
    status: 409,
  },
  'document.would-recurse': {
    en: 'A subflow cannot hold itself, nor one that uses it.',
    zh: '子流程不能包含自身，也不能包含用到它的子流程。',
    status: 409,
  },
  'document.last-page': {
    status: 409,
    en: 'An app needs at least one page.',
    zh: '应用至少需要一个页面。',
  },
  'document.page-missing': {
    status: 404,
    en: 'This page is no longer there.',
    zh: '此页面已不存在。',
  },
}
