import { openApiClient } from '@weft/api-contract'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createWebHistory } from 'vue-router'
import { provideApi } from './api/use-api.ts'
import WeftApp from './frame/WeftApp.vue'
import { createInterfaceLanguage } from './i18n/interface-language.ts'
import { openRouter } from './open-router.ts'
import { readLanguage } from './preferences/preferences.ts'
import './pages.css'

const app = createApp(WeftApp)
provideApi(
  app,
  openApiClient({ baseUrl: location.origin, fetch: (...call) => window.fetch(...call) }),
)
app.use(createPinia())
app.use(
  createInterfaceLanguage(readLanguage({ storage: localStorage, spoken: navigator.languages })),
)
app.use(openRouter(createWebHistory()))
app.mount('#weft')
