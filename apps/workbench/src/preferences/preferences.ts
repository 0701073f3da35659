import type { Language } from '@weft/kernel'

/** How the interface looks: a fixed theme, or whatever the system has. */
export type Theme = 'system' | 'light' | 'dark'

const languageKey = 'weft.language'
const themeKey = 'weft.theme'

/** What is needed of the browser, passed in so that tests can stand in for it. */
export interface PreferencePlace {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly spoken: readonly string[]
}

/** The language chosen before, else the browser's first one that Weft speaks. */
export function readLanguage({ storage, spoken }: PreferencePlace): Language {
  const kept = storage.getItem(languageKey)
  if (kept === 'en' || kept === 'zh') return kept
  return spoken.find((tag) => /^(en|zh)\b/.test(tag))?.startsWith('zh') ? 'zh' : 'en'
}

/** The theme chosen before, else the system's. */
export function readTheme({ storage }: PreferencePlace): Theme {
  const kept = storage.getItem(themeKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Remembers the language on this device. */
export function keepLanguage({ storage }: PreferencePlace, language: Language): void {
  storage.setItem(languageKey, language)
}

/** Remembers the theme on this device. */
export function keepTheme({ storage }: PreferencePlace, theme: Theme): void {
  storage.setItem(themeKey, theme)
}
