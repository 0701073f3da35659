const unknownToEngine = /\(\?(?!:|i\)|P?<[A-Za-z])|\\[ckpPuZzGX1-9]|\[\^?\]|\{\d{4,}|\{\d*,\d{4,}/

/** Whether a text is a regular expression that the engine (RE2) understands: no looking around, no references back. */
export function isPattern(text: string): boolean {
  if (text === '' || text.length > 1_000 || unknownToEngine.test(text)) return false
  try {
    // The two dialects name groups differently.
    return new RegExp(text.replaceAll('(?P<', '(?<').replaceAll('(?i)', '')) instanceof RegExp
  } catch {
    return false
  }
}

/** How many groups a regular expression captures. */
export function groupsIn(pattern: string): number {
  return (pattern.replace(/\\.|\[[^\]]*\]/g, '').match(/\((?!\?)|\(\?P?</g) ?? []).length
}
