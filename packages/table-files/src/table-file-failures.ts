import type { FailureCatalogue } from '@weft/kernel'

/** Why a file does not become a table, in both languages. */
export const tableFileFailures = {
  'table-file.empty': {
    status: 422,
    en: 'The file holds no rows.',
    zh: '文件中没有数据行。',
  },
  'table-file.unknown-format': {
    status: 415,
    en: 'This is none of the formats that can be read: CSV, TSV, JSON, NDJSON, Excel (.xlsx), Parquet, Arrow.',
    zh: '无法识别的格式；可读取 CSV、TSV、JSON、NDJSON、Excel（.xlsx）、Parquet 和 Arrow。',
  },
  'table-file.old-excel': {
    status: 415,
    en: 'This is a workbook of the old .xls kind, or one with a password. Save it as .xlsx without a password.',
    zh: '这是旧版 .xls 工作簿或带密码的工作簿，请另存为不带密码的 .xlsx。',
  },
  'table-file.broken': {
    status: 422,
    en: 'The file is damaged or incomplete and cannot be read ({reason}).',
    zh: '文件已损坏或不完整，无法读取（{reason}）。',
  },
  'table-file.not-text': {
    status: 422,
    en: 'The file holds bytes that are no text in {encoding}.',
    zh: '文件中含有无法按 {encoding} 解码的字节。',
  },
  'table-file.too-large': {
    status: 413,
    en: 'The file has {megabytes} MB; at most {limit} MB can be read.',
    zh: '文件大小为 {megabytes} MB，最多可读取 {limit} MB。',
  },
  'table-file.unpacks-too-large': {
    status: 413,
    en: 'Unpacked, the file would be larger than {limit} MB.',
    zh: '文件解压后将超过 {limit} MB。',
  },
  'table-file.too-many-rows': {
    status: 413,
    en: 'The table has more than {limit} rows.',
    zh: '表的行数超过 {limit}。',
  },
  'table-file.too-many-columns': {
    status: 413,
    en: 'The table has more than {limit} columns.',
    zh: '表的列数超过 {limit}。',
  },
  'table-file.too-many-cells': {
    status: 413,
    en: 'The table has more than {limit} cells.',
    zh: '表的单元格数超过 {limit}。',
  },
  'table-file.sheet-missing': {
    status: 422,
    en: 'The workbook has no sheet “{sheet}”.',
    zh: '工作簿中没有名为“{sheet}”的工作表。',
  },
  'table-file.not-rows': {
    status: 422,
    en: 'The JSON is no list of rows.',
    zh: 'JSON 内容不是行的列表。',
  },
  'table-file.no-columns': {
    status: 422,
    en: 'No column is left.',
    zh: '没有保留任何列。',
  },
} satisfies FailureCatalogue
