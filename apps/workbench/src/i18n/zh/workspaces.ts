/** 共创空间列表。 */
export const workspaces = {
  title: '共创空间',
  line: '您所在的机构与其他机构共同工作的地方。',
  start: '选择应用场景',
  join: '加入',
  joined: '您所在的机构已加入。',
  changed: '{ago}更新',
  release: '发布版本 {version}',
  noRelease: '尚未发布',
  feedback: '{n} 条待处理反馈',
  role: { owner: '所有者', editor: '编辑者', commenter: '评论者', viewer: '查看者' },
}
