import type { Field } from '@weft/pipeline-model'
import { messages } from '../../i18n/messages.ts'
import type { SayWords } from './field-label.ts'

function wordIn(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key
}

function sayParts(value: object, words: SayWords): string {
  return Object.entries(value)
    .filter(([name, part]) => name !== 'id' && part !== null && part !== '')
    .map(([, part]) => sayValue(part, null, words))
    .filter((part) => part !== '')
    .join(' · ')
}

function sayText(value: string, field: Field<unknown> | null, words: SayWords): string {
  if (field?.look.type !== 'choice') return value
  return wordIn(messages[words.language.value].steps.options, value)
}

function sayObject(value: object | null, words: SayWords): string {
  if (value === null) return ''
  if (!Array.isArray(value)) return sayParts(value, words)
  return value.map((part) => sayValue(part, null, words)).join(', ')
}

/** A value of a setting as a reader sees it; what is absent is the empty text. */
export function sayValue(value: unknown, field: Field<unknown> | null, words: SayWords): string {
  if (typeof value === 'boolean') return words.t(value ? 'changes.yes' : 'changes.no')
  if (typeof value === 'string') return sayText(value, field, words)
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? sayObject(value, words) : ''
}
