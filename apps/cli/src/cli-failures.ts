import type { FailureCatalogue } from '@weft/kernel'

/** Everything the command says besides its results, in both languages. */
export const cliFailures = {
  'cli.usage': {
    status: 2,
    en: 'Usage:\n  weft check FILE --data ID=TABLE…\n  weft run FILE --data ID=TABLE… --out FOLDER [--as csv|parquet]\n  weft sql FILE --data ID=TABLE… [--dialect duckdb|postgres|spark|trino]\n  weft export dbt FILE --data ID=TABLE… --out FOLDER\n  weft format FILE [--write | --check]\n  weft diff FILE FILE\nTABLE is a .csv or .parquet file; --language en|zh chooses the words.',
    zh: '用法：\n  weft check 文件 --data 标识=表…\n  weft run 文件 --data 标识=表… --out 目录 [--as csv|parquet]\n  weft sql 文件 --data 标识=表… [--dialect duckdb|postgres|spark|trino]\n  weft export dbt 文件 --data 标识=表… --out 目录\n  weft format 文件 [--write | --check]\n  weft diff 文件 文件\n表为 .csv 或 .parquet 文件；--language en|zh 选择语言。',
  },
  'cli.command-unknown': {
    status: 2,
    en: 'There is no command "{command}"; "weft --help" lists them.',
    zh: '没有命令“{command}”；“weft --help”列出所有命令。',
  },
  'cli.files-wrong': {
    status: 2,
    en: '"weft {command}" takes {wanted} pipeline file(s), not {given}; "weft --help" shows how.',
    zh: '“weft {command}”需要 {wanted} 个流水线文件，而不是 {given} 个；用法见“weft --help”。',
  },
  'cli.out-missing': {
    status: 2,
    en: '"weft {command}" writes files: say where with --out FOLDER.',
    zh: '“weft {command}”会写文件：请用 --out 目录 指定位置。',
  },
  'cli.choice-unknown': {
    status: 2,
    en: '{option} does not know "{given}"; it takes one of: {known}.',
    zh: '{option} 不支持“{given}”；可选：{known}。',
  },
  'cli.option-unknown': {
    status: 2,
    en: 'The options cannot be read: {reason}',
    zh: '无法读取选项：{reason}',
  },
  'cli.data-missing': {
    status: 1,
    en: 'no file stands for the dataset "{dataset}". Say --data {dataset}=FILE.',
    zh: '没有文件代表数据集“{dataset}”，请用 --data {dataset}=文件 指定。',
  },
  'cli.data-unused': {
    status: 2,
    en: 'Nothing in the pipeline is called "{dataset}"; --data can stand for: {known}.',
    zh: '流水线中没有“{dataset}”；--data 可以对应：{known}。',
  },
  'cli.folder-unwritable': {
    status: 2,
    en: 'The folder {path} cannot be written to: {reason}',
    zh: '无法写入目录 {path}：{reason}',
  },
  'cli.outputs-missing': {
    status: 1,
    en: 'Not written, as they cannot be computed: {outputs}.',
    zh: '以下输出无法计算，未写入：{outputs}。',
  },
  'cli.file-unreadable': {
    status: 2,
    en: '{path} cannot be read: {reason}',
    zh: '无法读取 {path}：{reason}',
  },
  'cli.not-a-table': {
    status: 2,
    en: '{path} is not a CSV or Parquet file that can be read: {reason}',
    zh: '{path} 不是可读取的 CSV 或 Parquet 文件：{reason}',
  },
  'cli.data-unclear': {
    status: 2,
    en: '--data takes ID=FILE, with a .csv or .parquet file; "{text}" is not that.',
    zh: '--data 的形式是 标识=文件（.csv 或 .parquet）；“{text}”不符合。',
  },
  'cli.table-missing': {
    status: 2,
    en: 'The step {step} holds the table of “{file}”, whose rows are not in the pipeline file. Say --data {step}=FILE.',
    zh: '步骤 {step} 的表来自“{file}”，其数据不在流水线文件中；请用 --data {step}=文件 指定。',
  },
  'cli.not-a-pipeline': {
    status: 2,
    en: '{path} is not a pipeline: {reason}',
    zh: '{path} 不是流水线文件：{reason}',
  },
  'cli.statement-failed': {
    status: 1,
    en: 'The step "{step}" failed: {reason}',
    zh: '步骤“{step}”失败：{reason}',
  },
  'cli.not-carried-over': {
    status: 1,
    en: 'No script is written: {steps} steps cannot be carried over.',
    zh: '未生成脚本：有 {steps} 个步骤无法转换。',
  },
  'cli.no-outputs': {
    status: 1,
    en: 'The pipeline has no output that can be computed.',
    zh: '流水线没有可计算的输出。',
  },
  'cli.not-formatted': {
    status: 1,
    en: '{path} is not in canonical form; "weft format --write {path}" writes it.',
    zh: '{path} 不是规范格式；可用“weft format --write {path}”改写。',
  },
  'cli.in-step': { status: 1, en: '{step}: {words}', zh: '{step}：{words}' },
  'cli.all-well': {
    status: 0,
    en: 'No problems in {steps} steps; {outputs} outputs.',
    zh: '{steps} 个步骤均无问题；{outputs} 个输出。',
  },
  'cli.wrote': { status: 0, en: 'Wrote {path} (rows: {rows}).', zh: '已写入 {path}：{rows} 行。' },
  'cli.wrote-file': { status: 0, en: 'Wrote {path}.', zh: '已写入 {path}。' },
  'cli.same': {
    status: 0,
    en: 'Both pipelines do the same.',
    zh: '两个流水线的作用相同。',
  },
  'cli.step-added': { status: 1, en: '+ step {step} ({kind})', zh: '+ 步骤 {step}（{kind}）' },
  'cli.step-removed': { status: 1, en: '- step {step} ({kind})', zh: '- 步骤 {step}（{kind}）' },
  'cli.setting-changed': {
    status: 1,
    en: '~ step {step}: {setting}: {before} → {after}',
    zh: '~ 步骤 {step}：{setting}：{before} → {after}',
  },
  'cli.edge-added': { status: 1, en: '+ {from} → {to}', zh: '+ {from} → {to}' },
  'cli.edge-removed': { status: 1, en: '- {from} → {to}', zh: '- {from} → {to}' },
  'cli.subflow-added': { status: 1, en: '+ subflow “{subflow}”', zh: '+ 子流程“{subflow}”' },
  'cli.subflow-removed': { status: 1, en: '- subflow “{subflow}”', zh: '- 子流程“{subflow}”' },
  'cli.subflow-setting-changed': {
    status: 1,
    en: '~ subflow “{subflow}”: {setting}: {before} → {after}',
    zh: '~ 子流程“{subflow}”：{setting}：{before} → {after}',
  },
  'cli.step-added-inside': {
    status: 1,
    en: '+ in “{subflow}”: step {step} ({kind})',
    zh: '+ “{subflow}”内：步骤 {step}（{kind}）',
  },
  'cli.step-removed-inside': {
    status: 1,
    en: '- in “{subflow}”: step {step} ({kind})',
    zh: '- “{subflow}”内：步骤 {step}（{kind}）',
  },
  'cli.setting-changed-inside': {
    status: 1,
    en: '~ in “{subflow}”: step {step}: {setting}: {before} → {after}',
    zh: '~ “{subflow}”内：步骤 {step}：{setting}：{before} → {after}',
  },
  'cli.edge-added-inside': {
    status: 1,
    en: '+ in “{subflow}”: {from} → {to}',
    zh: '+ “{subflow}”内：{from} → {to}',
  },
  'cli.edge-removed-inside': {
    status: 1,
    en: '- in “{subflow}”: {from} → {to}',
    zh: '- “{subflow}”内：{from} → {to}',
  },
} as const satisfies FailureCatalogue
