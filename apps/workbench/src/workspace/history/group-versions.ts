import type { Version } from './history-shapes.ts'

/** A version that stands in the time line, with the automatic ones that led to it folded under it. */
export interface VersionEntry {
  readonly version: Version
  readonly folded: readonly Version[]
}

/** The versions of one day, newest first. */
export interface VersionDay {
  /** The first moment of the day, as the reader's clock has it. */
  readonly day: string
  readonly entries: readonly VersionEntry[]
}

function dayOf(moment: string): string {
  const at = new Date(moment)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).toISOString()
}

const isAutomatic = ({ kind, title }: Version): boolean =>
  kind === 'automatic' && !title.en && !title.zh

/**
 * Groups versions by day and folds automatic ones under the version they led to: one that was named, released, merged
 * or restored. Those that led to none yet stand by themselves.
 */
export function groupVersions(versions: readonly Version[]): readonly VersionDay[] {
  const days: { day: string; entries: { version: Version; folded: Version[] }[] }[] = []
  for (const version of versions) {
    const day = dayOf(version.at)
    const last = days.at(-1)
    const current = last?.day === day ? last : { day, entries: [] }
    if (current !== last) days.push(current)
    const above = current.entries.at(-1)
    if (isAutomatic(version) && above && !isAutomatic(above.version)) above.folded.push(version)
    else current.entries.push({ version, folded: [] })
  }
  return days
}

/** Everybody who changed something in a version, the maker first, each once. */
export function peopleOf({ by, changes }: Version): readonly NonNullable<Version['by']>[] {
  const people = new Map<string, NonNullable<Version['by']>>()
  for (const person of [by, ...changes.map((change) => change.by)])
    if (person) people.set(`${person.id} ${person.organisation.id}`, person)
  return [...people.values()]
}
