import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { build } from 'vite'

/** A small built page with the engine on it, served under the content policies of the product. */
export interface EnginePage {
  readonly address: string
  /** Every path that was asked for, with the page or worker that asked. */
  readonly asked: readonly string[]
  dispose(): Promise<void>
}

const support = import.meta.dirname
const wasmFile = createRequire(join(support, '../../packages/query-engine/package.json')).resolve(
  '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm',
)

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** What each file may do: the worker's script has no network at all. */
function policyFor(path: string): string {
  if (path.includes('engine-worker-')) {
    return "default-src 'none'; script-src 'wasm-unsafe-eval'"
  }
  if (path.startsWith('/frame')) {
    return "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:"
  }
  return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; frame-src 'self'"
}

async function buildEntry(root: string, outDir: string, entry: string, format: 'es' | 'iife') {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: entry,
        output: {
          format,
          entryFileNames: '[name].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  })
}

function serve(folder: string, asked: string[]): Server {
  return createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    const file = path.endsWith('.wasm')
      ? wasmFile
      : join(folder, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': policyFor(path),
        })
        response.end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
}

/** Builds the pages under `support/engine-page` and serves them from a free port. */
export async function openEnginePage(): Promise<EnginePage> {
  const root = join(support, 'engine-page')
  const folder = await mkdtemp(join(dirname(support), '.cache-engine-'))
  await buildEntry(root, folder, join(root, 'page.ts'), 'es')
  await buildEntry(root, folder, join(root, 'frame.ts'), 'iife')
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>engine</title><script type="module" src="/page.js"></script>',
  )
  const frameScript = readFileSync(join(folder, 'frame.js'), 'utf8').replaceAll(
    '</script',
    '<\\/script',
  )
  await writeFile(
    join(folder, 'frame.html'),
    `<!doctype html><title>frame</title><script>${frameScript}</script>`,
  )
  const asked: string[] = []
  const server = serve(folder, asked)
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
