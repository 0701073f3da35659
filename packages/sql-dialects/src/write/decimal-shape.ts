/** Digits of a DECIMAL: all, and those after the point; null for another type. */
export function decimalShape(type: string): readonly [number, number] | null {
  const match = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)
  return match ? [Number(match[1]), Number(match[2])] : null
}
