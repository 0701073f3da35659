/** Somebody a comment speaks to. */
export interface Mention {
  readonly kind: 'person' | 'organisation'
  readonly id: string
}

const address = /^(person|organisation):([\w-]{1,64})$/

/** Who an address of a link mentions, or null when it mentions nobody. */
export function readMentionAddress(url: string): Mention | null {
  const [, kind, id = ''] = address.exec(url) ?? []
  return kind === 'person' || kind === 'organisation' ? { kind, id } : null
}

/** A mention as it stands in the text of a comment: a link whose words are only shown where nobody is known by its address. */
export function writeMention({ kind, id }: Mention, name: string): string {
  const words = name.replaceAll(/[\\[\]`*_<>!&\n]/g, (sign) => (sign === '\n' ? ' ' : `\\${sign}`))
  return `[@${words}](${kind}:${id})`
}
