import type { TableWorker } from './open-table-reader.ts'
import BrowserWorker from './table-worker.ts?worker'

/** The way to start what reads files: a worker of the browser. */
export function useTableWorker(): () => TableWorker {
  return () => new BrowserWorker()
}
