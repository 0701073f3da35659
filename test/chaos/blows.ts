import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ChaosSpace, ChaosSpaceSettings } from './chaos-space.ts'
import type { ChaosPlan } from './run-chaos.ts'

/** One way to strike a space, and the space it is for. */
export interface Blow {
  readonly space: Omit<ChaosSpaceSettings, 'rooms'>
  readonly strike: ChaosPlan['strike']
  /** Undoes what was prepared. */
  readonly tidy?: (folder: string) => void
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function anyOf(space: ChaosSpace, random: () => number) {
  const server = space.servers[Math.floor(random() * space.servers.length)]
  if (!server) throw new Error('A space has at least one server')
  return server
}

const killAny: Blow['strike'] = async (space, random) => {
  const server = anyOf(space, random)
  await server.kill()
  await wait(random() * 300)
  await server.start()
}

const documentsOf = (folder: string): string => join(folder, 'documents')

/** Writes into the folder until its disk has no room left. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(64 * 1024))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

/** Every blow by its name. */
export const blows = {
  'kill-embedded': { space: { servers: 1, database: false }, strike: killAny },
  'kill-one-of-three': { space: { servers: 3, database: true }, strike: killAny },
  'cut-postgres': {
    space: { servers: 2, database: true },
    strike: async ({ postgres }, random) => {
      postgres?.cut()
      await wait(200 + random() * 800)
      postgres?.heal()
    },
  },
  // Statements that are under way wait for their answer as long as the store does; then all goes on.
  'hush-postgres': {
    space: { servers: 2, database: true },
    strike: async ({ postgres }, random) => {
      postgres?.hush()
      await wait(200 + random() * 800)
      postgres?.heal()
    },
  },
  'kill-redis': {
    space: { servers: 3, database: true },
    strike: async ({ redis }, random) => {
      await redis?.kill()
      await wait(200 + random() * 2000)
      await redis?.restart()
    },
  },
  'restart-one-of-three': {
    space: { servers: 3, database: true },
    strike: async (space, random) => {
      const server = anyOf(space, random)
      const code = await server.stop()
      if (code !== 0) throw new Error(`A server that was asked to end ended with ${String(code)}`)
      await server.start()
    },
  },
  // Needs the right to mount: the documents lie on a disk of their own that is full for a while.
  'fill-disk': {
    space: {
      servers: 1,
      database: false,
      prepare: (folder) => {
        mkdirSync(documentsOf(folder), { recursive: true })
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', documentsOf(folder)])
      },
    },
    strike: async ({ folder }, random) => {
      const ballast = join(documentsOf(folder), 'ballast')
      fill(ballast)
      await wait(300 + random() * 700)
      rmSync(ballast)
    },
    tidy: (folder) => {
      execFileSync('umount', ['-l', documentsOf(folder)], { stdio: 'ignore' })
    },
  },
} as const satisfies Readonly<Record<string, Blow>>
