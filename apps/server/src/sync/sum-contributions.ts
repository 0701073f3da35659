import type { Contribution } from './update-log.ts'

/** Adds up entries of the same person in the same organisation; most edits first. */
export function sumContributions(entries: Iterable<Contribution>): readonly Contribution[] {
  const sums = new Map<string, Contribution>()
  for (const entry of entries) {
    const key = JSON.stringify([entry.person, entry.organisation])
    const sum = sums.get(key)
    sums.set(key, sum ? add(sum, entry) : entry)
  }
  return [...sums.values()].toSorted((a, b) => b.edits - a.edits || (a.person < b.person ? -1 : 1))
}

function add(a: Contribution, b: Contribution): Contribution {
  return {
    person: a.person,
    organisation: a.organisation,
    edits: a.edits + b.edits,
    sizeBytes: a.sizeBytes + b.sizeBytes,
    lastAt:
      a.lastAt === null || b.lastAt === null
        ? (a.lastAt ?? b.lastAt)
        : Math.max(a.lastAt, b.lastAt),
  }
}
