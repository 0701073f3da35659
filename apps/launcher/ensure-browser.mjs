import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findBrowser } from './find-browser.mjs'
import { projectRoot } from './project-root.mjs'
import { runCommand } from './run-command.mjs'

async function playwright() {
  const require = createRequire(join(projectRoot, 'test', 'package.json'))
  const entry = require.resolve('playwright-core')
  const { chromium } = (await import(pathToFileURL(entry).href)).default
  return { cli: join(entry, '..', 'cli.js'), download: chromium.executablePath() }
}

/** Finds a Chromium for the browser tests, or installs one: Playwright's download first, Debian's package where that fails. */
export async function ensureBrowser() {
  const { cli, download } = await playwright()
  const found = findBrowser([download])
  if (found) return found
  console.log('Installing a Chromium for the browser tests …')
  await runCommand(process.execPath, [cli, 'install', 'chromium'], { quiet: true })
  if (!findBrowser([download]) && process.platform === 'linux') {
    const root = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const apt = (...args) => {
      const [command, ...rest] = [...root, 'apt-get', ...args]
      return runCommand(command, rest, { quiet: true })
    }
    await apt('update')
    await apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
  }
  const installed = findBrowser([download])
  if (installed) return installed
  console.error(
    'No Chromium could be installed for the browser tests. Install one and name it with WEFT_CHROMIUM=/path/to/chromium.',
  )
  process.exit(1)
}
