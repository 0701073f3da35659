import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashFiles } from './hash-files.mjs'
import { projectRoot } from './project-root.mjs'
import { runCommand } from './run-command.mjs'

const stamp = join(projectRoot, 'node_modules', '.weft-installed')

/** Installs the locked packages with the pinned pnpm, unless exactly these are installed already. */
export async function ensureInstalled() {
  const wanted = hashFiles(projectRoot, ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { packageManager } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  console.log(`Installing packages with ${packageManager} …`)
  const exit = await runCommand(
    'npx',
    ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'],
    { quiet: true, env: { CI: 'true' } },
  )
  if (exit !== 0) {
    console.error(
      'The packages could not be installed; the reason stands above. The first start needs a package registry.',
    )
    process.exit(exit)
  }
  writeFileSync(stamp, wanted)
}
