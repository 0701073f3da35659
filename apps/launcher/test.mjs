import { checkNode } from './check-node.mjs'

checkNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { runTool } = await import('./run-command.mjs')

await ensureInstalled()
const { ensureBrowser } = await import('./ensure-browser.mjs')
const { findCluster } = await import('./find-cluster.mjs')
const browser = await ensureBrowser()
const cluster = await findCluster()
await ensureBuilt()
process.exitCode = await runTool('vitest/vitest.mjs', ['run', ...process.argv.slice(2)], {
  env: { WEFT_CHROMIUM: browser, ...cluster },
})
