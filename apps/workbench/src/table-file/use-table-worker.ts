import { inject, type App, type InjectionKey } from 'vue'
import type { TableWorker } from './open-table-reader.ts'
import BrowserWorker from './table-worker.ts?worker'

type StartWorker = () => TableWorker

const key: InjectionKey<StartWorker> = Symbol('table worker')

/** Gives an application another way to read files, such as one without workers. */
export function provideTableWorker(app: App, start: StartWorker): void {
  app.provide(key, start)
}

/** The way to start what reads files: a worker of the browser, unless another one is provided. */
export function useTableWorker(): StartWorker {
  return inject(key, () => () => new BrowserWorker(), true)
}
