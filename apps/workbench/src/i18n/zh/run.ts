/** 运行发布版本的页面。 */
export const run = {
  title: '运行',
  back: '应用介绍',
  rate: '评价此发布版本',
  retry: '重新运行',
  sealed: '隔离运行',
  sealedWhy: '此应用仅凭其发布内容运行，没有网络，也无法接触您的信息。',
}
