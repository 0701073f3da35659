/** The content security policy and its companions for one kind of page. */
export type PageHeaders = Readonly<Record<string, string>>

function policy(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts)
    .map(([name, value]) => (value ? `${name} ${value}` : name))
    .join('; ')
}

// The editor injects styles, and the engine compiles WebAssembly.
const workbench = (host: string, secure: boolean): string =>
  policy({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': "'self' 'unsafe-inline'",
    'worker-src': "'self' blob:",
    'connect-src': `'self' ${secure ? 'wss' : 'ws'}://${host}`,
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'frame-src': "'self'",
    'manifest-src': "'self'",
    'frame-ancestors': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
  })

// A released app has an opaque origin, so 'self' means nothing in it: its folder is named in full.
const player = (origin: string): string =>
  policy({
    sandbox: 'allow-scripts',
    'default-src': "'none'",
    'script-src': `${origin}/player/ 'wasm-unsafe-eval' blob:`,
    'style-src': `'unsafe-inline' ${origin}/player/`,
    'img-src': 'data: blob:',
    'font-src': `data: ${origin}/player/`,
    'worker-src': 'blob:',
    'connect-src': `${origin}/player/assets/`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'self'",
  })

const docs = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
})

const engineWorker = policy({
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
})

const api = policy({ 'default-src': "'none'", 'frame-ancestors': "'none'" })

/** The headers for a path: the workbench, a sealed app, the engine's worker and the API each have their own. */
export function pageHeaders(path: string, host: string, secure: boolean): PageHeaders {
  const origin = `${secure ? 'https' : 'http'}://${host}`
  const inPlayer = path.startsWith('/player/')
  const open: PageHeaders = inPlayer
    ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    : { 'cross-origin-resource-policy': 'same-origin' }
  const says = (value: string): PageHeaders => ({ ...open, 'content-security-policy': value })
  if (/\/engine-worker[^/]*\.js$/.test(path)) return says(engineWorker)
  if (inPlayer) return says(player(origin))
  if (path === '/api/docs' || path.startsWith('/api/docs/')) return says(docs)
  if (path.startsWith('/api/')) return says(api)
  return says(workbench(host, secure))
}
