import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Framing } from './framing.ts'

/** What a server has used so far. */
export interface UsageFigures {
  readonly cpuMs: number
  /** After collecting garbage when memory was asked for. */
  readonly memoryBytes: number
}

/** A server of the comparison. */
export interface Contender {
  readonly name: string
  /** The file in `servers/` that starts it. */
  readonly file: string
  readonly framing: Framing
  /** Whether a restart loses everything. */
  readonly forgets?: boolean
  /** What it is started with; the folder is its own and lasts over its restarts. */
  readonly environment: (folder: string) => Readonly<Record<string, string>>
  /** What has to be there before it starts, and the way to put it away again. */
  readonly prepare?: () => Promise<(() => Promise<void>) | undefined>
}

/** A contender that runs in a process of its own. */
export interface RunningServer {
  readonly contender: Contender
  readonly url: string
  usage(question: 'cpu' | 'memory'): Promise<UsageFigures>
  /** Ends the process and starts another over the same folder. */
  restart(): Promise<void>
  /** Ends it and removes what it kept. */
  dispose(): Promise<void>
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => {
      reject(new Error(`A server of the comparison ended with ${code ?? 'a signal'}`))
    }
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message)
    })
  })
}

interface Started {
  readonly child: ChildProcess
  readonly port: number
}

async function startIn(contender: Contender, folder: string): Promise<Started> {
  const child = fork(join(import.meta.dirname, 'servers', contender.file), [], {
    execArgv: ['--expose-gc', '--import', 'tsx', ...(process.env.BENCH_PROFILE?.split(' ') ?? [])],
    env: { ...process.env, ...contender.environment(folder) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { port } = (await nextMessage(child)) as { readonly port: number }
  return { child, port }
}

async function stop({ child }: Started): Promise<void> {
  if (!child.connected) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  await ended
}

/** Starts a contender over an empty folder. */
export async function startServer(contender: Contender): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-bench-'))
  let running = await startIn(contender, folder)
  return {
    contender,
    get url() {
      return `ws://127.0.0.1:${running.port}`
    },
    usage: (question) => {
      const answer = nextMessage(running.child)
      running.child.send(question)
      return answer as Promise<UsageFigures>
    },
    restart: async () => {
      await stop(running)
      running = await startIn(contender, folder)
    },
    dispose: async () => {
      await stop(running)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
