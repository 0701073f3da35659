/** The languages of the interface. `zh` is Simplified Chinese. */
export type Language = 'en' | 'zh'

/** Every language of the interface, in the order they are offered. */
export const languages: readonly Language[] = ['en', 'zh']

/** A text that exists in every language: what the product itself says. */
export type Localized = Readonly<Record<Language, string>>

/** A text written by people: in one language or several; an absent one was not written. */
export type LocalText = { readonly [L in Language]?: string | undefined }

/** The text in the wanted language, or in whichever language it was written; empty when none was. */
export function readText(text: LocalText, language: Language): string {
  return text[language] || languages.map((other) => text[other]).find(Boolean) || ''
}
