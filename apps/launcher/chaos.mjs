import { checkNode } from './check-node.mjs'

checkNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { runTool } = await import('./run-command.mjs')

await ensureInstalled()
const { findCluster } = await import('./find-cluster.mjs')
const cluster = await findCluster()
await ensureBuilt()
process.exitCode = await runTool(
  'tsx/dist/cli.mjs',
  ['test/chaos/main.ts', ...process.argv.slice(2)],
  {
    env: cluster,
  },
)
