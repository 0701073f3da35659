/**
 * Whether what had to be put in order concerns the person at a window: when they made one of the edits that met, and
 * when nobody who made one is here.
 */
export function concerns(
  writers: readonly number[] | null,
  me: number,
  others: readonly number[],
): boolean {
  if (writers === null || writers.includes(me)) return true
  return !writers.some((writer) => others.includes(writer))
}
