/** Three whole numbers: major, minor, patch. */
export type Version = readonly [major: number, minor: number, patch: number]

/** Reads `1.2.3`; null when it is no version. */
export function parseVersion(text: string): Version | null {
  const found = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(text)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null
}

/** Whether the first version is newer than the second; texts that are no versions are never newer. */
export function isNewer(text: string, than: string): boolean {
  const [a, b] = [parseVersion(text), parseVersion(than)]
  if (!a || !b) return false
  if (a[0] !== b[0]) return a[0] > b[0]
  return a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2]
}

/** The version a next release would naturally have: a minor one when its results changed, else a patch. */
export function proposeVersion(latest: string | null, change: 'results' | 'looks'): string {
  const last = latest === null ? null : parseVersion(latest)
  if (!last) return '1.0.0'
  const [major, minor, patch] = last
  return change === 'results' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}
