import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort, newFolder, runServer, startSpace } from '../support/start-space.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

function folder(): string {
  const made = newFolder()
  cleanups.push(made.remove)
  return made.path
}

describe('starting and stopping the space', () => {
  test('a new data folder becomes the demo space, says its address, and a second start keeps everything', async () => {
    const data = folder()
    const first = await startSpace({ WEFT_DATA: data })
    cleanups.push(() => first.stop('SIGKILL'))
    expect(first.printed()).toContain(`:${new URL(first.url).port}`)
    const before = (await (await fetch(`${first.url}/api/scenarios`)).json()) as { id: string }[]
    expect(before.length).toBeGreaterThanOrEqual(5)
    const store = (await (await fetch(`${first.url}/api/store`)).json()) as unknown[]
    expect(store.length).toBeGreaterThanOrEqual(1)
    expect(await first.stop()).toBe(0)

    const second = await startSpace({ WEFT_DATA: data })
    cleanups.push(() => second.stop('SIGKILL'))
    const after = (await (await fetch(`${second.url}/api/scenarios`)).json()) as { id: string }[]
    expect(after).toEqual(before)
    expect(await second.stop('SIGINT')).toBe(0)
  })

  test('a production space prints a set-up code and offers no demo people', async () => {
    const space = await startSpace({ WEFT_DATA: folder(), WEFT_DEMO: 'off' })
    cleanups.push(() => space.stop('SIGKILL'))
    expect(space.printed()).toMatch(/set-up code/i)
    expect(await (await fetch(`${space.url}/api/demo/people`)).json()).toEqual([])
    const entry = await fetch(`${space.url}/api/demo/session`, {
      method: 'POST',
      headers: { origin: space.url, 'content-type': 'application/json' },
      body: JSON.stringify({ person: 'pe_demolinyue' }),
    })
    expect(entry.status).toBe(403)
    const scenarios = (await (await fetch(`${space.url}/api/scenarios`)).json()) as unknown[]
    expect(scenarios).toEqual([])
  })

  test('a port that is taken is named, and the exit code is not zero', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    cleanups.push(() => other.close())
    const server = runServer({ WEFT_DATA: folder(), PORT: String(port) })
    expect(await server.ended).not.toBe(0)
    expect(server.printed()).toContain(String(port))
    expect(server.printed()).toMatch(/PORT=/)
  })

  test('a data folder that cannot be written is named, and the exit code is not zero', async () => {
    const parent = folder()
    const file = join(parent, 'a-file')
    writeFileSync(file, '')
    mkdirSync(join(parent, 'closed'))
    chmodSync(join(parent, 'closed'), 0o500)
    const server = runServer({ WEFT_DATA: join(file, 'data'), PORT: String(await freePort()) })
    expect(await server.ended).not.toBe(0)
    expect(server.printed()).toContain('WEFT_DATA')
  })

  test('a database that cannot be reached is named, without its password, and the exit code is not zero', async () => {
    const port = await freePort()
    const server = runServer({
      WEFT_DATA: folder(),
      PORT: String(await freePort()),
      DATABASE_URL: `postgres://weft:secret-word@127.0.0.1:${port}/weft`,
    })
    expect(await server.ended).not.toBe(0)
    expect(server.printed()).toContain('DATABASE_URL')
    expect(server.printed()).not.toContain('secret-word')
  })

  test('a Node that is too old is told which one is needed, and the exit code is not zero', async () => {
    const script = `
      Object.defineProperty(process.versions, 'node', { value: '18.4.0' })
      import('${join(root, 'apps/launcher/check-node.mjs')}').then(({ checkNode }) => checkNode())`
    const { exit, text } = await new Promise<{ exit: unknown; text: string }>((resolve) => {
      execFile(process.execPath, ['-e', script], (error, stdout, stderr) => {
        resolve({ exit: error?.code ?? 0, text: stdout + stderr })
      })
    })
    expect(exit).toBe(1)
    expect(text).toContain('20.19')
    expect(text).toContain('18.4.0')
  })
})
