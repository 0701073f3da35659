/** How soon a glide has made two thirds of its way. */
const easeMs = 55
/** After a pause, as in a hidden page, a glide takes one step and no leap. */
const longestStepMs = 64
const settledAt = 0.25

/** One step of a value on its way to another one; the goal itself once it is near enough. */
export function glide(from: number, to: number, passedMs: number): number {
  const left = (to - from) * Math.exp(-Math.min(passedMs, longestStepMs) / easeMs)
  return Math.abs(left) < settledAt ? to : to - left
}
