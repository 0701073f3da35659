import { expect, test } from 'vitest'
import { parseMarkdown, safeHref } from './markdown.ts'

test('headings, lists, quotations and paragraphs are told apart', () => {
  const kinds = parseMarkdown('# Title\nwords\nmore\n\n- a\n- b\n\n1. c\n> said\n---').map(
    (block) => block.kind,
  )
  expect(kinds).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'line'])
})

test('HTML stays text', () => {
  expect(parseMarkdown('<script>alert(1)</script>')).toEqual([
    { kind: 'paragraph', inside: [{ kind: 'text', text: '<script>alert(1)</script>' }] },
  ])
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '/\\evil.example',
  'vbscript:x',
  'ftp://x',
])('%s is no link', (href) => {
  expect(safeHref(href)).toBe(null)
})

test.each(['https://example.org/a?b=c', '/store/ap_aaaaaaaaaa', '#part'])(
  '%s is a link',
  (href) => {
    expect(safeHref(href)).toBe(href)
  },
)
