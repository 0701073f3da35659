const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function shareList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = previous.length === next.length
  const shared = next.map((entry, index) => {
    const kept = shareStructure(previous[index], entry)
    if (kept !== previous[index]) same = false
    return kept
  })
  return same ? previous : shared
}

function shareRecord(
  previous: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(next)
  let same = Object.keys(previous).length === entries.length
  const shared = entries.map(([key, entry]): [string, unknown] => {
    const before = Object.hasOwn(previous, key) ? previous[key] : undefined
    const kept = shareStructure(before, entry)
    if (kept !== before || !Object.hasOwn(previous, key)) same = false
    return [key, kept]
  })
  return same ? previous : Object.fromEntries(shared)
}

/** The next plain value, with every part that equals the previous one's being that very object. */
export function shareStructure<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next
  if (Array.isArray(previous) && Array.isArray(next)) return shareList(previous, next) as T
  if (isPlain(previous) && isPlain(next)) return shareRecord(previous, next) as T
  return next
}
