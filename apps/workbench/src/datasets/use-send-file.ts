import { openApiClient } from '@weft/api-contract'
import type { Outcome } from '@weft/kernel'
import { inject, type App, type InjectionKey } from 'vue'
import type { Upload } from './dataset-shapes.ts'
import { watchedFetch, type OnSent } from './watched-fetch.ts'

/** Sends a typed table to the space as a file of Arrow, telling how far it is. */
export type SendFile = (
  file: File,
  options: { readonly signal: AbortSignal; readonly onSent: OnSent },
) => Promise<Outcome<Upload>>

const key: InjectionKey<SendFile> = Symbol('send-file')

/** Gives an application another way to send files, such as one that needs no network. */
export function provideSendFile(app: App, send: SendFile): void {
  app.provide(key, send)
}

/** The way to send files: to the space this page came from, unless another one is provided. */
export function useSendFile(): SendFile {
  return inject(key, () => sendToOrigin, true)
}

const sendToOrigin: SendFile = (file, { signal, onSent }) =>
  openApiClient({
    baseUrl: window.location.origin,
    fetch: watchedFetch(() => new XMLHttpRequest(), onSent),
  }).uploadTable({ body: file, signal })
