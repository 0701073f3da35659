import { foldName, type StepOf } from '@weft/pipeline-model'

/** The items of a list setting after it was brought up to date, and what became of them. */
export interface Refreshed<Item> {
  readonly items: readonly Item[]
  readonly added: number
  readonly removed: number
}

type PivotValue = StepOf<'pivot'>['settings']['values'][number]
type Replacement = StepOf<'map'>['settings']['pairs'][number]

/** A new item before the document has given it an id. */
type Fresh<Item> = Omit<Item, 'id'>

/** The columns of a pivot for the values there are now; those that stay keep their place and their name. */
export function refreshPivot(
  listed: readonly PivotValue[],
  values: readonly string[],
): Refreshed<PivotValue | Fresh<PivotValue>> {
  const now = new Set(values)
  // The empty value is no text the engine lists; whoever wrote it down keeps it.
  const kept = listed.filter(({ value }) => value === '' || now.has(value))
  const known = new Set(kept.map(({ value }) => value))
  const fresh = values.filter((value) => !known.has(value)).map((value) => ({ value, name: '' }))
  return {
    items: [...kept, ...fresh],
    added: fresh.length,
    removed: listed.length - kept.length,
  }
}

/** The replacements with one for every value that has none yet; a new one changes nothing until somebody writes into it. */
export function fillPairs(
  listed: readonly Replacement[],
  values: readonly string[],
): Refreshed<Replacement | Fresh<Replacement>> {
  const known = new Set(listed.map(({ from }) => from))
  const fresh = values.filter((value) => !known.has(value)).map((from) => ({ from, to: from }))
  return { items: [...listed, ...fresh], added: fresh.length, removed: 0 }
}

const separators = /[,\uff0c]/

/** A list of accepted values as people write it; a value with a comma in it cannot stand in one. */
export function writeAccepted(
  written: string,
  values: readonly string[],
): { readonly text: string; readonly added: number; readonly left: number } {
  const listed = written
    .split(separators)
    .map((part) => part.trim())
    .filter(Boolean)
  const known = new Set(listed.map(foldName))
  const fit = values.filter((value) => value.trim() !== '' && !separators.test(value))
  const fresh = fit.filter((value) => !known.has(foldName(value.trim())))
  return {
    text: [...listed, ...fresh.map((value) => value.trim())].join(', '),
    added: fresh.length,
    left: values.length - fit.length,
  }
}
