/** Everything in a worker's global scope that reaches a network, a disk, another page or a fresh, unsealed worker. */
export const reachingNames: readonly string[] = [
  'fetch',
  'fetchLater',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'importScripts',
  'indexedDB',
  'caches',
  'CacheStorage',
  'cookieStore',
  'BroadcastChannel',
  'SharedWorker',
  'Worker',
  'FontFace',
  'fonts',
  'FileReaderSync',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
  'Notification',
]

const reachingNavigatorNames = [
  'storage',
  'serviceWorker',
  'locks',
  'sendBeacon',
  'usb',
  'serial',
  'hid',
]

function remove(target: object, name: string): void {
  for (let owner: unknown = target; owner; owner = Reflect.getPrototypeOf(owner)) {
    Reflect.deleteProperty(owner, name)
  }
  Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false })
}

/** Takes the reaching names out of a scope for good; the content policy of the script is the second lock. */
export function sealScope(scope: object): void {
  for (const name of reachingNames) remove(scope, name)
  const navigator: unknown = Reflect.get(scope, 'navigator')
  if (navigator === null || typeof navigator !== 'object') return
  for (const name of reachingNavigatorNames) remove(navigator, name)
}
