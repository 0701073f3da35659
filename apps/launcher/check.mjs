import { checkNode } from './check-node.mjs'

checkNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { runTool } = await import('./run-command.mjs')

await ensureInstalled()
const { findCluster } = await import('./find-cluster.mjs')
const cluster = await findCluster()

/** Every gate, in the order in which a mistake is cheapest to see. */
const gates = [
  ['format', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']],
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['types', 'vue-tsc/bin/vue-tsc.js', ['-b']],
  [
    'layers',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'sandbox', 'test'],
  ],
  ['dead code', 'knip/bin/knip.js', ['--no-config-hints']],
  ['tests', 'vitest/vitest.mjs', ['run', '--project', 'unit', '--project', 'dom']],
]

for (const [name, script, args] of gates) {
  const startedAt = Date.now()
  const exit = await runTool(script, args, { quiet: name !== 'tests', env: cluster })
  const took = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
  console.log(`${exit === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})`)
  if (exit !== 0) process.exit(exit)
}
await ensureBuilt()
console.log('ok     build')
