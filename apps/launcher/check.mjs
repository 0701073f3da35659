import { checkNode } from './check-node.mjs'

checkNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
const { ensureBuilt } = await import('./ensure-built.mjs')
const { runTool } = await import('./run-command.mjs')

await ensureInstalled()
const { findCluster } = await import('./find-cluster.mjs')
const cluster = await findCluster()

// A component's script changes the program it is checked in, so components are looked at apart from all other files:
// taken in turns, either kind would have its types worked out again for every file.
const lint = ['--max-warnings', '0']
const components = '**/*.vue'

/** Every gate, in the order in which a mistake is cheapest to see; the tools of one gate run side by side. */
const gates = [
  ['format', [['prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn']]],
  ['types', [['vue-tsc/bin/vue-tsc.js', '-b']]],
  [
    'lint',
    [
      ['eslint/bin/eslint.js', '.', '--ignore-pattern', components, ...lint],
      ['eslint/bin/eslint.js', components, ...lint],
    ],
  ],
  [
    'layers',
    [
      [
        'dependency-cruiser/bin/dependency-cruise.mjs',
        ...['--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'sandbox', 'test'],
      ],
    ],
  ],
  ['dead code', [['knip/bin/knip.js', '--no-config-hints']]],
  ['tests', [['vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'dom']]],
]

// Where the whole test command follows, the tests need not run twice.
const wanted = process.argv.includes('--tests-follow')
  ? gates.filter(([name]) => name !== 'tests')
  : gates

for (const [name, tools] of wanted) {
  const startedAt = Date.now()
  const options = { quiet: name !== 'tests', env: cluster }
  const exits = await Promise.all(tools.map(([script, ...args]) => runTool(script, args, options)))
  const exit = exits.find((code) => code !== 0) ?? 0
  const took = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
  console.log(`${exit === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})`)
  if (exit !== 0) process.exit(exit)
}
await ensureBuilt()
console.log('ok     build')
