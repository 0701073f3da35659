import type { FailureCatalogue } from '@weft/kernel'

/** Everything the engine refuses, in both languages; `message` is the engine's own words. */
export const engineFailures = {
  'engine.statement': {
    status: 422,
    en: 'The engine could not run this: {message}',
    zh: '引擎无法执行：{message}',
  },
  'engine.overtaken': {
    status: 409,
    en: 'A newer question took the place of this one.',
    zh: '已被更新的查询取代。',
  },
  'engine.cancelled': {
    status: 409,
    en: 'The query was cancelled.',
    zh: '查询已取消。',
  },
  'engine.out-of-memory': {
    status: 507,
    en: 'The result does not fit into the memory of this page. Filter or group earlier, or keep fewer columns. ({message})',
    zh: '结果超出本页面可用内存。请尽早筛选或分组，或减少列数。（{message}）',
  },
  'engine.restarted': {
    status: 500,
    en: 'The engine stopped at this step and was started again. Try a simpler step. ({message})',
    zh: '引擎在此步骤中断，现已重新启动。请尝试更简单的步骤。（{message}）',
  },
  'engine.not-started': {
    status: 503,
    en: 'The engine could not start in this browser: {message}',
    zh: '引擎无法在此浏览器中启动：{message}',
  },
  'engine.unknown-table': {
    status: 404,
    en: 'Nothing is known that makes the table {table}.',
    zh: '找不到表 {table} 的来源。',
  },
  'engine.source-not-loaded': {
    status: 502,
    en: 'The rows of a dataset could not be loaded: {message}',
    zh: '无法加载数据集的数据：{message}',
  },
  'engine.closed': {
    status: 409,
    en: 'The engine of this page was closed.',
    zh: '本页面的引擎已关闭。',
  },
} as const satisfies FailureCatalogue
