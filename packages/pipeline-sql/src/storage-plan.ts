import type { CompiledPipeline, CompiledTable } from './compiled-pipeline.ts'

// Planning a chain takes the engine about a millisecond a step; docs/decisions/0005 has the figures.
const longestChain = 32
const largestChain = 65_536

/** A chain of steps that are not stored, up to one of them. */
export interface ViewChain {
  readonly steps: number
  readonly letters: number
  /** True when nothing in it is computed or chosen: reading it anew is free. */
  readonly isFree: boolean
}

const noChain: ViewChain = { steps: 0, letters: 0, isFree: true }

/** How many tables and probes read each table. */
function countReaders({ tables, steps }: Pick<CompiledPipeline, 'tables' | 'steps'>) {
  const readers = new Map<string, number>()
  const count = (inputs: readonly string[]) => {
    for (const input of new Set(inputs)) readers.set(input, (readers.get(input) ?? 0) + 1)
  }
  for (const { inputs } of tables) count(inputs)
  for (const { inputs, probes } of Object.values(steps))
    if (Object.keys(probes).length > 0) count(inputs)
  return readers
}

function longer(chain: ViewChain, { sql, reach }: CompiledTable): ViewChain {
  return {
    steps: chain.steps + 1,
    letters: chain.letters + sql.length,
    isFree: chain.isFree && reach === 'names',
  }
}

/**
 * The tables that are better worked out inside the one that reads them than stored: each row of theirs comes from one row of
 * their one input, exactly one other reads them (or reading is free), and the chain they stand in stays within bounds.
 */
export function viewTables(
  compiled: Pick<CompiledPipeline, 'tables' | 'steps'>,
): ReadonlyMap<string, ViewChain> {
  const distinct = new Map(compiled.tables.map((one) => [one.table, one]))
  const tables = [...distinct.values()]
  const readers = countReaders({ ...compiled, tables })
  const chains = new Map<string, ViewChain>()
  for (const one of tables) {
    const [input] = one.inputs
    if (one.reach === 'all' || input === undefined || one.inputs.length > 1) continue
    const chain = longer(chains.get(input) ?? noChain, one)
    if (chain.steps > longestChain || chain.letters > largestChain) continue
    if (chain.isFree || readers.get(one.table) === 1) chains.set(one.table, chain)
  }
  return chains
}
