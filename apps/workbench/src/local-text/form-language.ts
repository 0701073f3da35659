import type { Language } from '@weft/kernel'
import { inject, provide, ref, type InjectionKey, type Ref } from 'vue'

const key: InjectionKey<Ref<Language>> = Symbol('form language')

/** Gives all texts of a form one language to be shown in, so that one switch serves them all. */
export function provideFormLanguage(first: Language): Ref<Language> {
  const language = ref(first)
  provide(key, language)
  return language
}

/** The language of the form around a text, or null when the text has a switch of its own. */
export function useFormLanguage(): Ref<Language> | null {
  return inject(key, null)
}
