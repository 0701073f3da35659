/** The one or two signs that stand for a name: first letters of two words, or the first sign of a Chinese name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s·-]+/u)
    .filter(Boolean)
  const first = words[0] ?? ''
  if (/^\p{Script=Han}/u.test(first)) return Array.from(first)[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  return `${Array.from(first)[0] ?? ''}${Array.from(last)[0] ?? ''}`.toUpperCase()
}
