/** One tag of an XML text. */
export interface XmlTag {
  readonly name: string
  readonly isOpening: boolean
  readonly isClosing: boolean
  readonly attributes: string
  /** The text between the tag before and this one. */
  readonly text: string
}

const tag =
  /<(?:!\[CDATA\[([\s\S]*?)\]\]>|[!?][^>]*>|(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>)/g

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its entities resolved; there are only the five named ones and numbers, so none can grow. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi,
    (whole, hex, digits, name) => {
      if (typeof name === 'string') return named[name] ?? whole
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(digits)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** Walks over the tags of an XML text without building a tree; names come without their prefix. */
export function* xmlTags(xml: string): Generator<XmlTag> {
  let at = 0
  let held = ''
  for (const match of xml.matchAll(tag)) {
    const text = held + unescapeXml(xml.slice(at, match.index))
    at = match.index + match[0].length
    const [, quoted, slash = '', name, attributes = ''] = match
    if (name === undefined) {
      held = text + (quoted ?? '')
      continue
    }
    held = ''
    const isEmpty = attributes.endsWith('/')
    yield { name, isOpening: slash === '', isClosing: slash !== '' || isEmpty, attributes, text }
  }
}

/** The value of an attribute of a tag, without its prefix; null when it has none. */
export function attributeOf({ attributes }: XmlTag, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return match ? unescapeXml(match[1] ?? match[2] ?? '') : null
}
