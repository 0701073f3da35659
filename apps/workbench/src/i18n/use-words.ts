import { readText, type Language, type LocalText } from '@weft/kernel'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { sayAgo, sayDate, sayNumber, saySize } from './say.ts'
import type { MessageKey } from './messages.ts'

/** What a component needs to speak: sentences by name, people's own texts, figures and times. */
export interface Words {
  readonly language: ComputedRef<Language>
  /** A sentence of the interface; `n` chooses between singular and plural. */
  t: (key: MessageKey, args?: Readonly<Record<string, string | number>>) => string
  /** A text written by people, in the reader's language where it exists. */
  say: (text: LocalText) => string
  number: (value: number) => string
  size: (bytes: number) => string
  date: (moment: string) => string
  ago: (moment: string) => string
}

/** The words of the reader's language; they change as the language does. */
export function useWords(): Words {
  const { t, locale } = useI18n({ useScope: 'global' })
  const language = computed<Language>(() => (locale.value === 'zh' ? 'zh' : 'en'))
  return {
    language,
    t: (key, args = {}) =>
      typeof args.n === 'number'
        ? t(key, { ...args, n: sayNumber(args.n, language.value) }, { plural: args.n })
        : t(key, args),
    say: (text) => readText(text, language.value),
    number: (value) => sayNumber(value, language.value),
    size: (bytes) => saySize(bytes, language.value),
    date: (moment) => sayDate(moment, language.value),
    ago: (moment) => sayAgo(moment, Date.now(), language.value),
  }
}
