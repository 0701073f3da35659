import type { FailureCatalogue } from '@weft/kernel'

/** Refusals that any call can meet. */
export const requestFailures = {
  'request.invalid': {
    status: 400,
    en: 'The request was not understood: {path} {reason}. Correct this field and send it again.',
    zh: '请求内容有误：{path}（{reason}）。请改正该字段后重新提交。',
  },
  'request.unreadable': {
    status: 400,
    en: 'The request could not be read. Send it again; if it fails again, reload the page.',
    zh: '无法读取请求内容。请重试；若仍失败，请刷新页面。',
  },
  'request.unsupported-type': {
    status: 415,
    en: 'The server does not take this kind of content here. Send {expected}.',
    zh: '此处不接受该类型的内容，请改用 {expected}。',
  },
  'request.too-large': {
    status: 413,
    en: 'The request is larger than {limitKb} KB. Shorten the texts and send it again.',
    zh: '请求超过 {limitKb} KB。请缩短内容后重新提交。',
  },
  'request.too-many': {
    status: 429,
    en: 'Too many requests from here. Wait {seconds} seconds, then try again.',
    zh: '请求过于频繁。请等待 {seconds} 秒后重试。',
  },
  'request.cross-origin': {
    status: 403,
    en: 'This change came from a page of another site and was refused. Open the space itself and try again.',
    zh: '该操作来自其他网站的页面，已被拒绝。请直接打开本空间后重试。',
  },
  'request.unknown-host': {
    status: 421,
    en: 'This space does not answer under the name “{host}”. Use the address it printed at its start, or set WEFT_ORIGIN.',
    zh: '本空间不以“{host}”这一名称提供访问。请使用启动时显示的地址，或设置 WEFT_ORIGIN。',
  },
  'request.no-route': {
    status: 404,
    en: 'There is nothing at {path}. The list of all operations is at /api/docs.',
    zh: '{path} 处没有内容。全部接口见 /api/docs。',
  },
  'request.sign-in-first': {
    status: 401,
    en: 'Sign in first, then try again.',
    zh: '请先登录，然后重试。',
  },
  'request.member-only': {
    status: 403,
    en: 'This needs an organisation. Ask the admin of yours for an invitation link.',
    zh: '此操作须以机构身份进行。请向所在机构的管理员索取邀请链接。',
  },
  'request.operator-only': {
    status: 403,
    en: 'Only an operator of the space may do this.',
    zh: '只有空间运营方可以执行此操作。',
  },
  'server.unexpected': {
    status: 500,
    en: 'Something went wrong on the server; nothing was changed. Try again. If it happens again, give the operator the number {requestId}.',
    zh: '服务器发生意外错误，未作任何更改。请重试；若再次出现，请将编号 {requestId} 告知运营方。',
  },
  'server.unavailable': {
    status: 503,
    en: 'The server is starting or stopping. Try again in a few seconds.',
    zh: '服务器正在启动或停止，请几秒后重试。',
  },
  'network.unreachable': {
    status: 503,
    en: 'The space cannot be reached. Check the connection; your work is kept here, so try again when it is back.',
    zh: '无法连接到空间。请检查网络；内容仍保留在此处，恢复连接后再试。',
  },
  'network.unreadable': {
    status: 502,
    en: 'The answer of the space could not be read. Reload the page: it may have been renewed.',
    zh: '无法读取空间返回的内容。空间可能已更新，请刷新页面。',
  },
} as const satisfies FailureCatalogue
