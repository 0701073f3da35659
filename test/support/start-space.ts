import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A free port on loopback, free at the moment of asking. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => {
        resolve(port)
      })
    })
  })
}

/** A new empty folder for a space, removed by `remove`. */
export function newFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'weft-space-'))
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** A server process as a person would start it. */
export interface SpaceProcess {
  readonly url: string
  readonly process: ChildProcess
  /** All it has printed so far. */
  printed(): string
  /** Sends SIGTERM (or another signal) and resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Runs the built server with this environment; resolves to its exit code and output when it ends by itself. */
export function runServer(env: Record<string, string>): {
  process: ChildProcess
  printed: () => string
  ended: Promise<number | null>
} {
  const child = spawn(process.execPath, [join(root, 'dist/server/main.js')], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { process: child, printed: () => text, ended }
}

/** Starts the built server on a free port and waits until it says that it is ready. */
export async function startSpace(
  env: Record<string, string> & { WEFT_DATA: string },
): Promise<SpaceProcess> {
  const port = env['PORT'] ?? String(await freePort())
  const { process: child, printed, ended } = runServer({ ...env, PORT: port })
  const url = `http://127.0.0.1:${port}`
  let exit: number | null | undefined
  void ended.then((code) => (exit = code)) // only remembered: the loop below looks at it
  // Only a bound for a server that never comes: a busy machine may take long.
  for (let attempt = 0; attempt < 3000; attempt++) {
    if (exit !== undefined) throw new Error(`the server ended with ${exit}:\n${printed()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) {
      return {
        url,
        process: child,
        printed,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal)
          return ended
        },
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`the server was not ready in time:\n${printed()}`)
}
