import type { LocalText } from '@weft/kernel'
import type { TemplateEntry } from './template-shapes.ts'

const written = (text: LocalText): string => `${text.en ?? ''} ${text.zh ?? ''}`

/** The templates that hold every word in title, summary or maker, in either language. */
export function findTemplates(
  all: readonly TemplateEntry[],
  words: string,
): readonly TemplateEntry[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter(({ title, summary, by }) => {
    const texts = [title, summary, by.name, by.organisation.name].map(written)
    const text = texts.join(' ').toLowerCase()
    return sought.every((word) => text.includes(word))
  })
}
