import type { Overwrite } from '@weft/documents'

const longestShown = 60

/** What of a step or widget was overwritten. */
export function overwritesIn(all: readonly Overwrite[], id: string): readonly Overwrite[] {
  return all.filter(({ step, widget }) => step === id || widget === id)
}

/** A value of a setting as a person reads it, cut where it is long; empty for none. */
export function sayValue(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}
