/** 各列的取值概况，以及由图柱生成的筛选。 */
export const profile = {
  show: '显示各列的取值概况',
  hide: '隐藏各列的取值概况',
  readOnly: '您只能查看此共创空间，不能修改，因此无法通过图柱筛选。',
  unfit: '这种类型的值无法比较，因此无法通过图柱筛选。',
  noneAfter: '此步骤之后不能再接步骤，因此无法通过图柱筛选。请选中它之前的步骤。',
  added: '已在“{title}”之后筛选，仅保留 {column}：{bars}',
  removed: '已移除“{title}”之后的筛选。',
  showFilter: '前往该筛选',
  asConditions: '条件',
  asExpression: '表达式',
  moreThanConditions: '此内容超出条件的表达范围，因此保留为表达式。',
  failed: '未能统计',
}
