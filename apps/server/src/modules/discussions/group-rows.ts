/** Rows by a key, each group in the order of the rows. */
export function groupRows<K, R>(
  rows: readonly R[],
  keyOf: (row: R) => K,
): ReadonlyMap<K, readonly R[]> {
  const groups = new Map<K, R[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
