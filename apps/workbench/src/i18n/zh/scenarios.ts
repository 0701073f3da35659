export const scenarios = { title: '', postTitle: '发布应用场景', editTitle: '编辑应用场景' }
