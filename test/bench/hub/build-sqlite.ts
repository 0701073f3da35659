import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Builds sqlite3 when it is not built yet: it is needed here alone, so installing Weft asks for no compiler. */
export async function buildSqlite(): Promise<undefined> {
  const extension = createRequire(import.meta.url).resolve('@hocuspocus/extension-sqlite')
  const folder = dirname(createRequire(extension).resolve('sqlite3/package.json'))
  if (existsSync(join(folder, 'build/Release/node_sqlite3.node'))) return
  console.log(
    'Building sqlite3 for Hocuspocus, once; this takes a minute and needs a C++ compiler.',
  )
  const build = spawn('npm', ['run', 'install'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => build.once('exit', resolve))
  if (code !== 0) throw new Error('sqlite3 could not be built; the reason stands above.')
}
