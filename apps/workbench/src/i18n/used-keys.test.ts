import { expect, test } from 'vitest'
import { messages } from './messages.ts'

/** Sentences that are looked up by the words of a definition, not by a name that stands in the source. */
const builtPrefixes = ['steps.fields.', 'steps.options.'] as const

const sources = Object.entries(
  import.meta.glob(['../**/*.ts', '../**/*.vue'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)
  .filter(([path]) => !/\/(en|zh|testing)\/|\.test\.ts$/.test(path) && !path.startsWith('./'))
  .map(([, text]) => text)

interface Tree {
  readonly [key: string]: string | Tree
}

function keysOf(tree: Tree, before = ''): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}${key}`] : keysOf(value, `${before}${key}.`),
  )
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** What may stand for an expression in a name: the words it chooses between, or any one word. */
function choicesIn(expression: string): string {
  const words = [...expression.matchAll(/[?:]\s*'([\w.-]+)'/g)].map(([, word = '']) =>
    escaped(word),
  )
  return words.length > 1 ? `(?:${words.join('|')})` : String.raw`[\w-]+`
}

/** The names a text built at run time may come to. */
function patternOf(template: string): RegExp | null {
  if (!/^[a-z]\w*\.[\w.-]*\$\{/i.test(template)) return null
  const parts = template.split(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/)
  const source = parts.map((part, at) => (at % 2 === 0 ? escaped(part) : choicesIn(part)))
  return new RegExp(`^${source.join('')}$`)
}

function namesIn(texts: readonly string[]) {
  const literal = new Set<string>()
  const patterns = new Map<string, RegExp>()
  const asked = new Set<string>()
  for (const text of texts) {
    for (const [, name = ''] of text.matchAll(/['"`]([a-z]\w*(?:\.[\w-]+)+)['"`]/gi))
      literal.add(name)
    for (const [, name = ''] of text.matchAll(/\bt\(\s*'([^']+)'/g)) asked.add(name)
    for (const [, template = ''] of text.matchAll(/`([^`\n]*\$\{[^`]*)`/g)) {
      const pattern = patternOf(template)
      if (pattern) patterns.set(template, pattern)
    }
  }
  return { literal, patterns: [...patterns.values()], asked }
}

function unusedAmong(keys: readonly string[], texts: readonly string[]): readonly string[] {
  const { literal, patterns } = namesIn(texts)
  return keys.filter(
    (key) =>
      !literal.has(key) &&
      !builtPrefixes.some((prefix) => key.startsWith(prefix)) &&
      !patterns.some((pattern) => pattern.test(key)),
  )
}

const keys = keysOf(messages.en)

test('every sentence is said somewhere', () => {
  expect(unusedAmong(keys, sources)).toEqual([])
})

test('every sentence that is asked for exists', () => {
  const { asked } = namesIn(sources)
  const known = new Set(keys)
  expect(asked.size).toBeGreaterThan(500)
  expect([...asked].filter((name) => !known.has(name))).toEqual([])
})

test('what is declared as built at run time exists', () => {
  for (const prefix of builtPrefixes) expect(keys.some((key) => key.startsWith(prefix))).toBe(true)
})

test('a sentence nobody says is found out, one built at run time is not', () => {
  const texts = ["t('a.said')", '`a.${isOld ? \'old\' : "x"}`', "`b.${isOn ? 'on' : 'off'}.title`"]
  expect(unusedAmong(['a.said', 'b.on.title', 'b.other.title', 'c.lost'], texts)).toEqual([
    'b.other.title',
    'c.lost',
  ])
})
