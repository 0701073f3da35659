import type { Localized } from '@weft/kernel'

/** Why the server closed a socket. */
export interface CloseReason extends Localized {
  /** 4400–4499 is final, 4500–4599 asks the client to come back: stock y-websocket clients keep to it. */
  readonly code: number
}

/** Every reason for which the server closes a socket by itself. */
export const closeReasons = {
  malformed: {
    code: 4400,
    en: 'A message could not be read.',
    zh: '收到无法解析的消息。',
  },
  'signed-out': {
    code: 4401,
    en: 'You are signed out. Sign in again to go on.',
    zh: '登录已失效，请重新登录后继续。',
  },
  'rights-withdrawn': {
    code: 4403,
    en: 'You no longer have access to this workspace.',
    zh: '您已不再拥有此共创空间的访问权限。',
  },
  gone: {
    code: 4404,
    en: 'This workspace no longer exists.',
    zh: '此共创空间已不存在。',
  },
  'too-large': {
    code: 4413,
    en: 'An edit is too large to be stored.',
    zh: '单次修改过大，无法保存。',
  },
  'document-full': {
    code: 4414,
    en: 'This workspace has reached its greatest size.',
    zh: '此共创空间已达到容量上限。',
  },
  'too-many-windows': {
    code: 4415,
    en: 'This workspace is open in too many of your windows. Close some, then open it again here.',
    zh: '您在过多的窗口中打开了此共创空间。请先关闭一些，再在此处重新打开。',
  },
  /** Said by the client alone: it stops when an edit breaks half way. */
  unsound: {
    code: 4416,
    en: 'An edit arrived that does not fit this workspace. Open it again; your edits are kept.',
    zh: '收到与此共创空间不相容的修改。请重新打开，您的修改已保留。',
  },
  'store-failed': {
    code: 4500,
    en: 'The edit could not be stored just now; it will be sent again.',
    zh: '暂时无法保存修改，稍后将自动重新发送。',
  },
  'session-over': {
    code: 4501,
    en: 'Your session has ended; the connection will be made again with the new one.',
    zh: '登录会话已结束，正在以新的会话重新连接。',
  },
  'rights-changed': {
    code: 4502,
    en: 'You act for another organisation now; the connection will be made again.',
    zh: '您现在代表另一家机构，正在重新连接。',
  },
  'shutting-down': {
    code: 4503,
    en: 'The server is restarting; the connection will return.',
    zh: '服务器正在重启，稍后将自动恢复连接。',
  },
  'out-of-step': {
    code: 4504,
    en: 'An edit does not follow the ones before it; the connection will be made again.',
    zh: '修改与先前的内容未能衔接，正在重新连接。',
  },
  'too-slow': {
    code: 4508,
    en: 'The connection is too slow to keep up; it will be made again.',
    zh: '网络连接过慢，正在重新连接。',
  },
  unfinished: {
    code: 4509,
    en: 'A message was begun and not finished in time; the connection will be made again.',
    zh: '消息未能在限定时间内发送完毕，正在重新连接。',
  },
  'too-fast': {
    code: 4529,
    en: 'Too many messages at once; the connection will be made again.',
    zh: '消息发送过于频繁，正在重新连接。',
  },
  'address-busy': {
    code: 4530,
    en: 'Too many attempts to connect from your network; the next one follows in a moment.',
    zh: '来自您所在网络的连接请求过多，稍后将自动重试。',
  },
  'address-full': {
    code: 4531,
    en: 'Too many connections are open from your network; the next attempt follows in a moment.',
    zh: '您所在网络的连接数已达上限，稍后将自动重试。',
  },
  'space-busy': {
    code: 4532,
    en: 'Many people are connecting just now; the next attempt follows in a moment.',
    zh: '当前连接请求较多，稍后将自动重试。',
  },
  'space-full': {
    code: 4533,
    en: 'The space has as many connections as it can serve; the next attempt follows in a moment.',
    zh: '本空间的连接数已达上限，稍后将自动重试。',
  },
} as const satisfies Readonly<Record<string, CloseReason>>

/** The name of a reason for which the server closes a socket. */
export type CloseName = keyof typeof closeReasons

/** The name of a close code, or null when it is not one of ours. */
export function closeName(code: number): CloseName | null {
  const names = Object.keys(closeReasons) as CloseName[]
  return names.find((name) => closeReasons[name].code === code) ?? null
}

/** Whether coming back could help: false for the reasons a client must show and stop at. */
export function mayReconnect(code: number): boolean {
  return code < 4400 || code > 4499
}
