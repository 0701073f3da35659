/** A run of words in a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }

/** A part of a text: a heading, a paragraph, a list, a quotation or a line across. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly inside: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly inside: readonly Inline[] }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (readonly Inline[])[]
    }
  | { readonly kind: 'line' }

const heading = /^(#{1,3})\s+(.+)$/
const bullet = /^[-*•]\s+(.+)$/
const number = /^\d{1,9}[.)]\s+(.+)$/
const quote = /^>\s?(.*)$/
const rule = /^(-{3,}|\*{3,})$/

/** Reads the small part of Markdown that apps may use; HTML has no meaning and stays text. */
export function parseMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let shape: 'paragraph' | 'quote' | 'bullets' | 'numbers' = 'paragraph'
  const flush = () => {
    if (lines.length > 0) blocks.push(blockOf(shape, lines))
    lines = []
  }
  for (const raw of source.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim()
    const single = singleLine(line)
    if (line === '' || single) {
      flush()
      shape = 'paragraph'
      if (single) blocks.push(single)
      continue
    }
    const next = shapeOf(line)
    if (next !== shape) flush()
    shape = next
    lines.push(line)
  }
  flush()
  return blocks
}

function singleLine(line: string): Block | null {
  if (rule.test(line)) return { kind: 'line' }
  const [, marks = '', words = ''] = heading.exec(line) ?? []
  if (!marks) return null
  return {
    kind: 'heading',
    level: marks.length === 1 ? 2 : marks.length === 2 ? 3 : 4,
    inside: parseInline(words),
  }
}

function shapeOf(line: string): 'paragraph' | 'quote' | 'bullets' | 'numbers' {
  if (bullet.test(line)) return 'bullets'
  if (number.test(line)) return 'numbers'
  return quote.test(line) ? 'quote' : 'paragraph'
}

function blockOf(
  shape: 'paragraph' | 'quote' | 'bullets' | 'numbers',
  lines: readonly string[],
): Block {
  if (shape === 'paragraph') return { kind: shape, inside: parseInline(lines.join('\n')) }
  const pattern = shape === 'quote' ? quote : shape === 'bullets' ? bullet : number
  const bodies = lines.map((line) => pattern.exec(line)?.[1] ?? line)
  if (shape === 'quote') return { kind: 'quote', inside: parseInline(bodies.join('\n')) }
  return {
    kind: 'list',
    ordered: shape === 'numbers',
    items: bodies.map((body) => parseInline(body)),
  }
}

// Every part is bounded, so that no text can make the search quadratic.
const inline =
  /`([^`\n]{1,500})`|\*\*([^*]{1,1000})\*\*|\*([^*\n]{1,1000})\*|\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)/

function parseInline(source: string, depth = 0): readonly Inline[] {
  const parts: Inline[] = []
  let rest = source
  while (rest !== '') {
    const found = depth < 4 ? inline.exec(rest) : null
    if (!found) return [...parts, { kind: 'text', text: rest }]
    if (found.index > 0) parts.push({ kind: 'text', text: rest.slice(0, found.index) })
    parts.push(inlineOf(found, depth))
    rest = rest.slice(found.index + found[0].length)
  }
  return parts
}

function inlineOf(found: RegExpExecArray, depth: number): Inline {
  const [whole, code, strong, emphasis, label, href = ''] = found
  if (code !== undefined) return { kind: 'code', text: code }
  if (strong !== undefined) return { kind: 'strong', inside: parseInline(strong, depth + 1) }
  if (emphasis !== undefined) return { kind: 'emphasis', inside: parseInline(emphasis, depth + 1) }
  const safe = safeHref(href)
  if (safe === null || label === undefined) return { kind: 'text', text: whole }
  return { kind: 'link', href: safe, inside: parseInline(label, depth + 1) }
}

/** The address of a link that may be followed: http(s) or within the space; anything else is no link. */
export function safeHref(href: string): string | null {
  if (/^https?:\/\/[^\s]+$/i.test(href)) return href
  return /^(\/(?![/\\])|#)[\w\-./?=&%#~+,:@]*$/.test(href) ? href : null
}
