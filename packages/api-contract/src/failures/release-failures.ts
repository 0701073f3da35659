import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of releases. */
export const releaseFailures = {
  'release.not-found': {
    status: 404,
    en: 'There is no such release.',
    zh: '没有此发布版本。',
  },
  'release.app-not-found': {
    status: 404,
    en: 'There is no such app in the store.',
    zh: '应用市场中没有此应用。',
  },
  'release.bundle-missing': {
    status: 500,
    en: 'The bundle of this release is missing from the server’s storage. Tell the operator.',
    zh: '服务器存储中缺少该版本的发布包。请告知运营方。',
  },
  'release.no-output': {
    status: 409,
    en: 'The pipeline has no output. Add an output step, so that the app has something to show.',
    zh: '数据流水线没有输出。请添加输出步骤，应用才有内容可展示。',
  },
  'release.step-broken': {
    status: 409,
    en: 'Step “{step}” has an error. Open the pipeline and correct it.',
    zh: '步骤“{step}”有错误。请打开数据流水线修正。',
  },
  'release.step-failed': {
    status: 409,
    en: 'Step “{step}” failed when it was run: {reason}',
    zh: '步骤“{step}”运行失败：{reason}',
  },
  'release.table-missing': {
    status: 409,
    en: 'The table of the file “{file}” is not in this workspace. Bring the file again in its upload step.',
    zh: '文件“{file}”的表不在本共创空间中，请在其上传步骤中重新带入。',
  },
  'release.dataset-missing': {
    status: 409,
    en: 'Dataset {dataset} is no longer in the catalogue, or its file is missing. Choose another in the pipeline.',
    zh: '数据集 {dataset} 已不在目录中或文件缺失。请在流水线中另选数据集。',
  },
  'release.app-empty': {
    status: 409,
    en: 'The app shows nothing yet. Add a widget that is bound to an output.',
    zh: '应用还没有内容。请添加绑定到输出的组件。',
  },
  'release.widget-broken': {
    status: 409,
    en: 'Widget “{widget}” on page “{page}” is bound to something that is not there. Open the app and choose again.',
    zh: '页面“{page}”上的组件“{widget}”绑定的内容不存在。请打开应用重新选择。',
  },
  'release.widget-failed': {
    status: 409,
    en: 'The numbers of widget “{widget}” on page “{page}” could not be computed: {reason}',
    zh: '页面“{page}”上的组件“{widget}”的数字无法计算：{reason}',
  },
  'release.version-used': {
    status: 409,
    en: 'Version {version} has been released already. Choose a newer one than {latest}.',
    zh: '版本 {version} 已发布。请选择高于 {latest} 的版本号。',
  },
  'release.version-not-newer': {
    status: 409,
    en: 'Version {version} is not newer than {latest}. Choose a newer one.',
    zh: '版本 {version} 不高于 {latest}。请选择更高的版本号。',
  },
  'release.feedback-not-open': {
    status: 409,
    en: 'A feedback item this release should settle is not open any more, or belongs to another app. Look at the list again.',
    zh: '此版本要解决的某条反馈已不在处理中，或属于其他应用。请重新查看列表。',
  },
  'release.output-too-large': {
    status: 409,
    en: 'Output “{output}” has {rows} rows; an app may carry {limit}. Aggregate or filter before the output.',
    zh: '输出“{output}”有 {rows} 行，应用最多可带 {limit} 行。请在输出前汇总或筛选。',
  },
} as const satisfies FailureCatalogue
