import { spawn, type ChildProcess } from 'node:child_process'
import { openTcpProxy, placeOf, testRedisUrl, throughPort } from './cluster-places.ts'
import { freePort } from './start-space.ts'

/** A Redis that a test may end and begin again as it likes. */
export interface OwnRedis {
  readonly url: string
  kill(): Promise<void>
  restart(): Promise<void>
  close(): Promise<void>
}

function start(port: number): Promise<ChildProcess | null> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((resolve, reject) => {
    child.once('error', () => resolve(null))
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${String(code)}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('Ready to accept')) return
      child.removeAllListeners('exit')
      resolve(child)
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** Starts a Redis of its own on a free port; where there is no such program, a proxy before the given one. */
export async function openOwnRedis(): Promise<OwnRedis> {
  const port = await freePort()
  let child = await start(port)
  if (child) {
    return {
      url: `redis://127.0.0.1:${port}`,
      kill: async () => {
        if (child) await end(child)
      },
      restart: async () => {
        child = await start(port)
      },
      close: async () => {
        if (child) await end(child)
      },
    }
  }
  const proxy = await openTcpProxy(placeOf(testRedisUrl ?? '', 6379))
  return {
    url: throughPort(testRedisUrl ?? '', proxy.port),
    kill: () => {
      proxy.cut()
      return Promise.resolve()
    },
    restart: () => {
      proxy.heal()
      return Promise.resolve()
    },
    close: () => proxy.close(),
  }
}
