import type { FailureCatalogue } from '@weft/kernel'

/** Refusals of scenarios, datasets and uploads. */
export const catalogueFailures = {
  'scenario.not-found': {
    status: 404,
    en: 'There is no scenario {scenario}. It may have been mistyped; all scenarios are on the scenarios page.',
    zh: '没有应用场景 {scenario}。地址可能有误，全部场景见场景页。',
  },
  'scenario.not-yours': {
    status: 403,
    en: 'Only the organisation that posted a scenario may edit it.',
    zh: '只有发布该场景的机构可以编辑。',
  },
  'scenario.changed': {
    status: 409,
    en: 'Someone edited this scenario while you did (it is now version {version}). Your text is still here: reload the scenario, then put your changes in again.',
    zh: '您编辑期间已有他人修改（现为第 {version} 版）。您的文字仍在此处：请刷新场景后再次填入修改。',
  },
  'dataset.not-found': {
    status: 404,
    en: 'There is no dataset {dataset} in this catalogue.',
    zh: '目录中没有数据集 {dataset}。',
  },
  'dataset.sample-missing': {
    status: 500,
    en: 'The sample of {dataset} is missing from the server’s storage. Tell the operator.',
    zh: '服务器存储中缺少 {dataset} 的样本。请告知运营方。',
  },
  'dataset.columns-differ': {
    status: 400,
    en: 'The columns described are not those of the file ({expected}). Upload the file again and describe its columns.',
    zh: '所描述的列与文件不一致（文件的列：{expected}）。请重新上传文件并填写列说明。',
  },
  'upload.too-large': {
    status: 413,
    en: 'The file is larger than {limitMb} MB. Leave out columns or rows that are not needed, or divide it, and upload again.',
    zh: '文件超过 {limitMb} MB。请去掉不需要的行列或拆分后重新上传。',
  },
  'upload.not-csv': {
    status: 400,
    en: 'The file could not be read as a table: {reason}. Save it as CSV in UTF-8 with one header line and upload it again.',
    zh: '无法将文件读取为表格：{reason}。请存为带一行表头的 UTF-8 CSV 后重新上传。',
  },
  'upload.empty': {
    status: 400,
    en: 'The file has no rows. It needs a header line and at least one row.',
    zh: '文件没有数据行。需要一行表头和至少一行数据。',
  },
  'table.unreadable': {
    status: 400,
    en: 'What was sent could not be read as a table: {reason}',
    zh: '无法将发送的内容读取为表：{reason}',
  },
  'table.cells-unfit': {
    status: 400,
    en: 'The table sent holds {count} cells that do not fit the types of their columns.',
    zh: '发送的表中有 {count} 个单元格与列的类型不符。',
  },
  'table.too-many': {
    status: 409,
    en: 'The workspace holds {limit} tables already; no more can be brought into it.',
    zh: '共创空间已有 {limit} 个表，不能再带入更多。',
  },
  'table.not-found': {
    status: 404,
    en: 'This table is not in this workspace. Bring its file into this workspace.',
    zh: '此表不在本共创空间中，请将其文件带入本空间。',
  },
  'upload.not-found': {
    status: 404,
    en: 'The uploaded file is no longer here. Upload it again.',
    zh: '上传的文件已不存在，请重新上传。',
  },
  'engine.failed': {
    status: 400,
    en: 'The engine refused a statement: {reason}',
    zh: '引擎拒绝执行语句：{reason}',
  },
  'engine.took-too-long': {
    status: 400,
    en: 'A statement ran longer than {seconds} seconds and was stopped. Filter or aggregate earlier in the pipeline.',
    zh: '语句运行超过 {seconds} 秒，已停止。请在流水线中更早过滤或汇总。',
  },
} as const satisfies FailureCatalogue
