import { readText, type Language } from '@weft/kernel'
import { diffContent, tellChange, type WorkspaceContent } from '@weft/workspace-changes'
import { describe, expect, test } from 'vitest'
import { createInterfaceLanguage } from '../../i18n/interface-language.ts'
import type { SayWords } from './field-label.ts'
import { sayChange, sayChangeBy } from './say-change.ts'
import { contentWith, edgeBetween, stepWith } from './testing/sample-contents.ts'

const lin = {
  name: { en: 'Lin', zh: '林悦' },
  organisation: { name: { en: 'Port Authority', zh: '港务局' } },
}

function wordsIn(language: Language): SayWords {
  const { global } = createInterfaceLanguage(language)
  return {
    language: { value: language },
    t: (key, args = {}) => global.t(key, args),
    say: (text) => readText(text, language),
  }
}
const berths = stepWith('st_aaaaaaaaaa', 'dataset', 'berths')
const arrivals = stepWith('st_bbbbbbbbbb', 'filter', 'arrivals')

function told(before: WorkspaceContent, after: WorkspaceContent) {
  return diffContent(before, after).map((change) => tellChange(change, { before, after }))
}
const said = (before: WorkspaceContent, after: WorkspaceContent, language: Language) =>
  told(before, after).map((change) => sayChange(change, wordsIn(language)))

describe('a change in words', () => {
  test('names both ends of a new connection and who made it', () => {
    const [change] = told(
      contentWith([berths, arrivals], []),
      contentWith([berths, arrivals], [edgeBetween('ed_aaaaaaaaaa', berths, arrivals)]),
    )
    if (!change) throw new Error('nothing differs')
    expect(sayChangeBy(change, lin, wordsIn('en'))).toBe(
      'Lin of Port Authority joined “berths” to “arrivals”',
    )
    expect(sayChangeBy(change, lin, wordsIn('zh'))).toBe('港务局的林悦将“berths”连接到“arrivals”')
    expect(sayChangeBy(change, null, wordsIn('en'))).toBe('Somebody joined “berths” to “arrivals”')
  })

  test('names settings as the settings panel does', () => {
    const before = contentWith([arrivals], [])
    const after = contentWith(
      [stepWith('st_bbbbbbbbbb', 'filter', 'arrivals', { expression: 'a > 1' })],
      [],
    )
    expect(said(before, after, 'en')).toEqual(['Changed “Expression” of “arrivals”'])
    expect(said(before, after, 'zh')).toEqual(['修改了“arrivals”的“表达式”'])
  })

  test('names the list an entry was added to, changed in or removed from', () => {
    const condition = {
      id: 'it_aaaaaaaaaa',
      column: 'a',
      operator: 'equals',
      value: '1',
      against: 'value',
      group: '',
    }
    const withItem = (value: string) =>
      contentWith(
        [
          stepWith('st_bbbbbbbbbb', 'filter', 'arrivals', {
            conditions: [{ ...condition, value }],
          }),
        ],
        [],
      )
    const none = contentWith([arrivals], [])
    expect(said(none, withItem('1'), 'en')).toContain(
      'Added an entry to “Conditions” of “arrivals”',
    )
    expect(said(withItem('1'), withItem('2'), 'en')).toEqual([
      'Changed “Value” of an entry in “Conditions” of “arrivals”',
    ])
    expect(said(withItem('1'), none, 'en')).toContain(
      'Removed an entry from “Conditions” of “arrivals”',
    )
  })

  test('calls a step without a title by its kind, in the reader’s language', () => {
    const filter = stepWith('st_bbbbbbbbbb', 'filter', '')
    const after = contentWith([filter], [])
    expect(said(contentWith([], []), after, 'en')).toEqual(['Added the step “Filter rows”'])
    expect(said(after, contentWith([], []), 'zh')).toEqual(['删除了步骤“筛选行”'])
  })

  test('tells a new name from other changes', () => {
    const after = contentWith([stepWith('st_bbbbbbbbbb', 'filter', 'landings')], [])
    expect(said(contentWith([arrivals], []), after, 'en')).toEqual(['Renamed “landings”'])
  })
})
