/** A whole, in parts: shares are told in parts per ten thousand. */
const whole = 10_000

/** Shares of a whole in proportion to points; they sum to exactly 10,000 (largest remainders first), or are all 0. */
export function divideShares(points: readonly number[]): readonly number[] {
  const sum = points.reduce((total, each) => total + each, 0)
  if (sum <= 0) return points.map(() => 0)
  const exact = points.map((each) => (each / sum) * whole)
  const shares = exact.map(Math.floor)
  const left = whole - shares.reduce((total, each) => total + each, 0)
  exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
    .slice(0, left)
    .forEach(({ at }) => {
      shares[at] = (shares[at] ?? 0) + 1
    })
  return shares
}
