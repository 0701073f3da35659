export const session = { title: '', setUpTitle: '初始化数据空间', invitationTitle: '邀请' }
