import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashFiles } from './hash-files.mjs'
import { precompress } from './precompress.mjs'
import { projectRoot } from './project-root.mjs'
import { runTool } from './run-command.mjs'

const stamp = join(projectRoot, 'dist', '.weft-built')
const sources = ['apps', 'packages', 'sandbox', 'vite.config.ts', 'pnpm-lock.yaml']

/** Every build of the product, by the name a person reads. */
const builds = [
  ['workbench', []],
  ['player', ['--config', 'apps/player/vite.config.ts']],
  ['server', ['--config', 'apps/server/vite.config.ts']],
  ['cli', ['--config', 'apps/cli/vite.config.ts']],
]

/** Builds workbench, player, server and the weft command, unless exactly these sources are built already. */
export async function ensureBuilt() {
  const wanted = hashFiles(projectRoot, sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Building ${builds.map(([name]) => name).join(', ')} …`)
  const exits = await Promise.all(
    builds.map(([, args]) => runTool('vite/bin/vite.js', ['build', ...args], { quiet: true })),
  )
  const failed = builds.filter((_, index) => exits[index] !== 0).map(([name]) => name)
  if (failed.length > 0) {
    console.error(`Could not build: ${failed.join(', ')}. The reason stands above.`)
    process.exit(1)
  }
  await Promise.all(
    ['dist/workbench', 'dist/player'].map((folder) => precompress(join(projectRoot, folder))),
  )
  writeFileSync(stamp, wanted)
}
