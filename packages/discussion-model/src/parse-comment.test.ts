import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, commentMentions, commentWords, parseComment } from './index.ts'
import type { CommentBlock, CommentInline } from './index.ts'

const inline = (source: string): readonly CommentInline[] => {
  const [block] = parseComment(source)
  return block && 'inside' in block ? block.inside : []
}

/** Every address a comment would let people follow. */
function addresses(blocks: readonly CommentBlock[]): string[] {
  const within = (parts: readonly CommentInline[]): string[] =>
    parts.flatMap((part) => [
      ...(part.kind === 'link' ? [part.href] : []),
      ...('inside' in part ? within(part.inside) : []),
    ])
  return blocks.flatMap((block) => {
    if ('inside' in block) return within(block.inside)
    if (block.kind === 'quote') return addresses(block.blocks)
    return block.kind === 'list' ? block.items.flatMap(addresses) : []
  })
}

describe('the text of a comment', () => {
  test('[TALK-20] has paragraphs, emphasis, code, lists, quotations, links and breaks', () => {
    expect(
      parseComment('# Why\n\n**a** *b* `c`\n\n- x\n- y\n\n> q\n\n```sql\nSELECT 1\n```\n\n---'),
    ).toEqual([
      { kind: 'heading', inside: [{ kind: 'text', text: 'Why' }] },
      {
        kind: 'paragraph',
        inside: [
          { kind: 'strong', inside: [{ kind: 'text', text: 'a' }] },
          { kind: 'text', text: ' ' },
          { kind: 'emphasis', inside: [{ kind: 'text', text: 'b' }] },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'c' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: ['x', 'y'].map((text) => [{ kind: 'paragraph', inside: [{ kind: 'text', text }] }]),
      },
      {
        kind: 'quote',
        blocks: [{ kind: 'paragraph', inside: [{ kind: 'text', text: 'q' }] }],
      },
      { kind: 'code', text: 'SELECT 1' },
      { kind: 'line' },
    ])
  })

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<svg/onload=alert(1)>',
    '<!-- <b>x</b> -->',
  ])('[TALK-21] HTML stays the text it is: %s', (html) => {
    const shown = JSON.stringify([parseComment(html), parseComment(`words ${html}`)])
    expect(shown).not.toMatch(/"kind":"(?!text|paragraph|code|link|break)/)
    expect(addresses(parseComment(`words ${html}`))).toEqual([])
    expect(commentWords(html)).toBe(html.replaceAll(/\s+/g, ' '))
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](java&#x0A;script:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '[x](file:///etc/passwd)',
    '[x](blob:https://a.example/1)',
    '[x](//evil.example)',
    '[x](/\\evil.example)',
    '[x](\\\\evil.example)',
    '[x](https:evil.example)',
    '[x](https://bank.example@evil.example)',
    '[x](mailto:a@b.example)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '[x][r]\n\n[r]: javascript:alert(1)',
    'someone@mail.example',
  ])('[TALK-22] no link leads anywhere but to http(s) and this space: %s', (source) => {
    expect(addresses(parseComment(source))).toEqual([])
  })

  test('[TALK-22] links to the web and to pages of the space can be followed', () => {
    const source =
      '[a](https://a.example/x?y=1#z) http://b.example [c](/workspaces/ws_1?thread=th_1)'
    expect(addresses(parseComment(source))).toEqual([
      'https://a.example/x?y=1#z',
      'http://b.example/',
      '/workspaces/ws_1?thread=th_1',
    ])
  })

  test('[TALK-23] what turns the direction of a text or is not seen is gone', () => {
    expect(cleanText('user\u202egnp.exe\u2066\u2069\u200b\u0000\u061c end\r\nb\u2028c')).toBe(
      'usergnp.exe end\nb\nc',
    )
    expect(inline('a\u202eb')).toEqual([{ kind: 'text', text: 'ab' }])
    expect(addresses(parseComment('[x](java\u200bscript:alert(1))'))).toEqual([])
    expect(cleanText('\ud800x')).toBe('\ufffdx')
  })

  test('[TALK-24] a mention is told from a link, and code mentions nobody', () => {
    const source =
      'Hi [@Ann \\[A\\]](person:pe_ann) and [@Ports](organisation:og_1) `[@B](person:pe_b)`'
    expect(commentMentions(source)).toEqual([
      { kind: 'person', id: 'pe_ann' },
      { kind: 'organisation', id: 'og_1' },
    ])
    expect(commentWords(source)).toBe('Hi @Ann [A] and @Ports [@B](person:pe_b)')
    expect(commentMentions('[@x](person:a/../b) [@x](Person:a) [@x](person:)')).toEqual([])
  })

  test('[TALK-25] any text is read, at any depth, and gives no address that may not be followed', () => {
    const sign = fc.constantFrom(
      ...'[]()<>*_`!#-+\n\t &;:/\\@"\'|~1aä中\u202e'.split(''),
      'javascript:',
      'https://a.b',
      '](',
      '\n\n> ',
      '\n- ',
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 80 }), (signs) => {
        const tree = parseComment(signs.join(''))
        for (const href of addresses(tree)) expect(href).toMatch(/^(https?:\/\/|\/(?!\/))/)
        expect(JSON.stringify(tree)).not.toContain('\u202e')
      }),
      { numRuns: 400 },
    )
    const nested = parseComment(`${'> '.repeat(3000)}x`)
    expect(JSON.stringify(nested).length).toBeLessThan(2000)
    expect(commentWords('[a]('.repeat(1500))).toContain('[a](')
  })
})
