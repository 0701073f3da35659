import type { StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from '@weft/pipeline-sql'

function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  return plain.replace(/^_+|_+$/g, '').slice(0, 50)
}

/** A readable name for every table of a pipeline, unique whatever their case: outputs by their own names, steps by their titles. */
export function readableNames(
  { outputs, steps, tables }: CompiledPipeline,
  sources: readonly { readonly table: string; readonly title: string }[],
  titleOf: (step: StepId) => string,
): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const give = (table: string, wanted: string) => {
    if (names.has(table)) return
    const base = /^[a-z]/.test(wanted) ? wanted : `t_${wanted}`.replace(/_$/, '')
    let name = base
    for (let count = 2; taken.has(name); count++) name = `${base}_${String(count)}`
    taken.add(name)
    names.set(table, name)
  }
  for (const { table, title } of sources) give(table, slug(title))
  for (const { name, step } of outputs) {
    const table = steps[step]?.table
    if (table) give(table, slug(name))
  }
  for (const { table, step, port } of tables) {
    const title = slug(titleOf(step))
    give(table, port === 'main' ? title : `${title}_${port}`)
  }
  return names
}
