import { checkNode } from './check-node.mjs'

checkNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { runTool } = await import('./run-command.mjs')

await ensureInstalled()
const { findCluster } = await import('./find-cluster.mjs')
const cluster = await findCluster()

const prettier = ['prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn']
const types = ['vue-tsc/bin/vue-tsc.js', '-b']
// A component's script changes the program it is checked in, so components are looked at apart from all other files:
// taken in turns, either kind would have its types worked out again for every file.
const components = '**/*.vue'
const eslint = ['eslint/bin/eslint.js', '--max-warnings', '0']
const layers = [
  'dependency-cruiser/bin/dependency-cruise.mjs',
  ...['--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'sandbox', 'test'],
]
const tests = ['vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'dom']

/** Every gate, in the order in which a mistake is cheapest to see; those of one round run side by side. */
const rounds = [
  { format: prettier, types },
  {
    lint: [...eslint, '.', '--ignore-pattern', components],
    'lint of components': [...eslint, components],
  },
  { layers, 'dead code': ['knip/bin/knip.js', '--no-config-hints'] },
  // Where the whole test command follows, the tests need not run twice.
  ...(process.argv.includes('--tests-follow') ? [] : [{ tests }]),
]

async function pass(name, [script, ...args]) {
  const startedAt = Date.now()
  const exit = await runTool(script, args, { quiet: name !== 'tests', env: cluster })
  const took = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
  console.log(`${exit === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})`)
  return exit === 0
}

for (const round of rounds) {
  const passed = await Promise.all(Object.entries(round).map((gate) => pass(...gate)))
  if (passed.includes(false)) process.exit(1)
}
await ensureBuilt()
console.log('ok     build')
