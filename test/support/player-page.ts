import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join } from 'node:path'
import { build } from 'vite'

/** The built player under the product's content policy, in a page that stands for the workbench. */
export interface PlayerPage {
  readonly address: string
  /** Every path that was asked for. */
  readonly asked: readonly string[]
  dispose(): Promise<void>
}

const support = import.meta.dirname
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** As the server says it for everything below /player/. */
const policy = (origin: string): string =>
  [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src ${origin}/player/ 'wasm-unsafe-eval' blob:`,
    `style-src 'unsafe-inline' ${origin}/player/`,
    'img-src data: blob:',
    `font-src data: ${origin}/player/`,
    'worker-src blob:',
    `connect-src ${origin}/player/assets/`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')

const workbench = `<!doctype html><title>workbench</title><body style="margin:0">
<iframe sandbox="allow-scripts" src="/player/index.html" style="border:0;width:100vw;height:100vh"></iframe>
<script>
  const frame = document.querySelector('iframe')
  document.cookie = 'secret=1'
  window.news = []
  addEventListener('message', (event) => {
    if (event.source === frame.contentWindow) window.news.push(event.data)
  })
  window.open_ = (base64, look) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer
    frame.contentWindow.postMessage({ kind: 'open', bytes, filters: '', ...look }, '*', [bytes])
  }
</script>`

/** Builds the player and serves it from a free port. */
export async function openPlayerPage(): Promise<PlayerPage> {
  const folder = await mkdtemp(join(dirname(support), '.cache-player-'))
  await build({
    configFile: join(support, '../../apps/player/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(workbench)
      return
    }
    if (!path.startsWith('/player/') || path.includes('..')) {
      response.writeHead(404).end()
      return
    }
    readFile(join(folder, path.slice('/player/'.length))).then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': policy(`http://${request.headers.host ?? ''}`),
          'access-control-allow-origin': '*',
        })
        response.end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    dispose: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
