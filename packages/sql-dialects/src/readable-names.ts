import type { StepId } from '@weft/pipeline-model'
import type { CompiledPipeline } from '@weft/pipeline-sql'

/** Which letters names are made of: those of any language, or only a to z where a tool takes no others. */
export type NameLetters = 'any' | 'ascii'

// Postgres cuts names after 63 bytes; a number and the name of a port may follow.
const longestBase = 45
const others = { any: /[^\p{L}\p{N}]+/gu, ascii: /[^a-z0-9]+/g } as const
// Names are names of files as well, and Windows keeps these for itself.
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/
const beginning = { any: /^\p{L}/u, ascii: /^[a-z]/ } as const

function shortened(text: string): string {
  const kept: string[] = []
  let bytes = 0
  for (const letter of text) {
    bytes += new TextEncoder().encode(letter).length
    if (bytes > longestBase) break
    kept.push(letter)
  }
  return kept.join('')
}

function slug(text: string, letters: NameLetters): string {
  const plain = text.normalize('NFC').toLowerCase().replace(others[letters], '_')
  return shortened(plain.replace(/^_+|_+$/g, '')).replace(/_+$/, '')
}

/** A readable name for every table of a pipeline, unique whatever their case: outputs by their own names, steps by their titles. */
export function readableNames(
  { outputs, steps, tables }: CompiledPipeline,
  sources: readonly { readonly table: string; readonly title: string }[],
  titleOf: (step: StepId) => string,
  letters: NameLetters = 'any',
): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const give = (table: string, wanted: string) => {
    if (names.has(table)) return
    const isSound = beginning[letters].test(wanted) && !devices.test(wanted)
    const base = isSound ? wanted : `t_${wanted}`.replace(/_$/, '')
    let name = base
    for (let count = 2; taken.has(name); count++) name = `${base}_${String(count)}`
    taken.add(name)
    names.set(table, name)
  }
  for (const { table, title } of sources) give(table, slug(title, letters))
  for (const { name, step } of outputs) {
    const table = steps[step]?.table
    if (table) give(table, slug(name, letters))
  }
  for (const { table, step, port } of tables) {
    const title = slug(titleOf(step), letters)
    give(table, port === 'main' ? title : `${title}_${port}`)
  }
  return names
}
