import type { Language } from '@weft/kernel'
import { defineStore } from 'pinia'
import { ref, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import {
  keepLanguage,
  keepTheme,
  readTheme,
  type PreferencePlace,
  type Theme,
} from './preferences.ts'

const place = (): PreferencePlace => ({ storage: localStorage, spoken: navigator.languages })

/** Language and appearance of the interface on this device. */
export const usePreferences = defineStore('preferences', () => {
  const { locale } = useI18n({ useScope: 'global' })
  const theme = ref<Theme>(readTheme(place()))
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = ref(dark.matches)
  dark.addEventListener('change', (event) => {
    systemIsDark.value = event.matches
  })
  watchEffect(() => {
    const system = systemIsDark.value ? 'dark' : 'light'
    document.documentElement.dataset.theme = theme.value === 'system' ? system : theme.value
  })
  watchEffect(() => {
    document.documentElement.lang = locale.value === 'zh' ? 'zh-CN' : 'en'
  })
  return {
    theme,
    chooseLanguage: (language: Language) => {
      locale.value = language
      keepLanguage(place(), language)
    },
    chooseTheme: (chosen: Theme) => {
      theme.value = chosen
      keepTheme(place(), chosen)
    },
  }
})
