/** The address of a link that may be followed, http(s) or a page of this space, as it will be opened; null for any other. */
export function safeAddress(url: string): string | null {
  const trimmed = url.trim()
  // What browsers drop from an address could hide its scheme from this check.
  if (/[\s\\]/.test(trimmed) || trimmed.length > 2000) return null
  if (/^https?:\/\/[^/]/i.test(trimmed)) return wellFormed(trimmed)
  return /^\/(?!\/)/.test(trimmed) ? trimmed : null
}

function wellFormed(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, username, password, href } = new URL(url)
  // A name before the host makes `https://bank.example@evil.example` look like somebody else's page.
  if (username !== '' || password !== '') return null
  return protocol === 'https:' || protocol === 'http:' ? href : null
}
