import type { Language } from '@weft/kernel'
import { createI18n } from 'vue-i18n'
import { messages } from './messages.ts'

/** The vue-i18n instance of the application, in the given language. */
export function createInterfaceLanguage(language: Language) {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { en: messages.en, zh: messages.zh },
    // A message is text, never markup; escaping happens when Vue puts it on the page.
    warnHtmlMessage: false,
  })
}
