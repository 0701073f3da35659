/** 共创空间的外框。 */
export const workspace = { title: '共创空间' }
