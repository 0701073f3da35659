/** A hue far from those in use: the middle of the widest gap on the colour circle. */
export function newHue(used: readonly number[]): number {
  const [first, ...rest] = [...new Set(used)].sort((a, b) => a - b)
  if (first === undefined) return 215
  let best = { start: first, gap: 0 }
  let previous = first
  for (const hue of [...rest, first + 360]) {
    if (hue - previous > best.gap) best = { start: previous, gap: hue - previous }
    previous = hue
  }
  return Math.round(best.start + best.gap / 2) % 360
}
