import type { ApiClient } from '@weft/api-contract'
import { inject, type App, type InjectionKey } from 'vue'

const key: InjectionKey<ApiClient> = Symbol('api')

/** Gives the API to every component of an application. */
export function provideApi(app: App, api: ApiClient): void {
  app.provide(key, api)
}

/** The API of the space. */
export function useApi(): ApiClient {
  const api = inject(key)
  if (!api) throw new Error('no API was provided to this application')
  return api
}
