import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of templates and of what is made from them. */
export const templateFailures = {
  'template.not-found': {
    status: 404,
    en: 'There is no such template, or your organisation may not see it any more. Choose another one.',
    zh: '没有此模板，或您的机构已无权查看。请选择其他模板。',
  },
  'template.owner-only': {
    status: 403,
    en: 'Only the organisation that started the workspace may make a template of it or say who sees it.',
    zh: '只有发起该共创空间的机构可以将其制成模板，或决定谁可以查看。',
  },
  'template.changed': {
    status: 409,
    en: 'The workspace has changed since you looked at what goes along. Look again, then make the template.',
    zh: '您查看之后共创空间已有变动。请重新查看将随模板公开的内容，再制作模板。',
  },
  'template.not-kept': {
    status: 422,
    en: 'Only uploaded files and tables written by hand can stay in a template.',
    zh: '只有上传的文件和手工填写的表可以保留在模板中。',
  },
  'template.empty': {
    status: 422,
    en: 'There is no step in this workspace yet. Build something first.',
    zh: '此共创空间还没有任何步骤。请先搭建内容。',
  },
  'template.newer': {
    status: 409,
    en: 'The template has a newer version than the one you looked at. Look at it again.',
    zh: '模板已有比您查看时更新的版本。请重新查看。',
  },
  'template.no-slot': {
    status: 422,
    en: 'The template has no such place for a dataset. Look at it again.',
    zh: '模板中没有这个数据位。请重新查看模板。',
  },
  'template.no-dataset': {
    status: 404,
    en: 'There is no dataset {dataset} in the catalogue. Choose another one.',
    zh: '数据目录中没有数据集 {dataset}。请选择其他数据集。',
  },
  'template.column-unmatched': {
    status: 422,
    en: 'Say which column stands for {column}: a step or widget needs it.',
    zh: '请指定与 {column} 对应的列：有步骤或组件需要它。',
  },
  'template.column-unknown': {
    status: 422,
    en: 'The dataset has no column {column}. Choose another one.',
    zh: '该数据集没有列 {column}。请另选一列。',
  },
  'template.column-unfit': {
    status: 422,
    en: '{column} ({from}) cannot stand for {expected} ({to}). Choose another column.',
    zh: '{column}（{from}）不能对应 {expected}（{to}）。请另选一列。',
  },
  'template.copy-not-allowed': {
    status: 403,
    en: 'Only organisations that may edit this workspace can start another one from it.',
    zh: '只有对此共创空间有编辑权的机构可以由它新建共创空间。',
  },
  'template.files-owner-only': {
    status: 403,
    en: 'Only the organisation that started the workspace may take its uploaded files along.',
    zh: '只有发起该共创空间的机构可以带走其中上传的文件。',
  },
  'template.no-upstream': {
    status: 404,
    en: 'This workspace was not made from anything, or your organisation may not see that any more.',
    zh: '此共创空间并非由其他内容制成，或您的机构已无权查看其来源。',
  },
  'template.update-not-allowed': {
    status: 403,
    en: 'Only organisations that may edit this workspace can update it from where it came from.',
    zh: '只有对此共创空间有编辑权的机构可以从来源更新它。',
  },
  'template.nothing-newer': {
    status: 409,
    en: 'There is nothing newer to take over.',
    zh: '来源没有更新的内容。',
  },
  'template.update-open': {
    status: 409,
    en: 'An update is open already. Merge or close that proposal first.',
    zh: '已有一个更新提案尚未处理。请先合并或关闭它。',
  },
} as const satisfies FailureCatalogue
