import { Worker } from 'node:worker_threads'
import type { PgliteAnswer, PgliteRequest } from './pglite-messages.ts'

/** The embedded database in its own worker thread. */
export interface PgliteThread {
  query(sql: string, parameters: readonly unknown[]): Promise<PgliteAnswer>
  close(): Promise<void>
}

// Built, the worker lies beside the main file; from source it is TypeScript, which Node reads only through tsx.
function startThread(folder: string | null): Worker {
  const workerData = { folder }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData })
  }
  const source = JSON.stringify(new URL('./pglite-worker.ts', import.meta.url).href)
  const start = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`
  return new Worker(start, { eval: true, workerData })
}

/** Starts the embedded database on a folder, or in memory when the folder is null. */
export function openPglite(folder: string | null): PgliteThread {
  const worker = startThread(folder)
  const waiting = new Map<number, (answer: PgliteAnswer) => void>()
  let next = 1
  let broken: string | null = null

  const fail = (message: string): void => {
    broken ??= message
    for (const [id, resolve] of waiting) {
      resolve({ id, rows: [], affected: 0, error: { message, code: null } })
    }
    waiting.clear()
  }
  worker.on('message', (answer: PgliteAnswer) => {
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  worker.on('error', (error) => fail(`The embedded database stopped: ${String(error)}`))
  worker.on('exit', () => fail('The embedded database has stopped'))

  const ask = (sql: string | null, parameters: readonly unknown[]): Promise<PgliteAnswer> =>
    new Promise((resolve) => {
      const request: PgliteRequest = { id: next++, sql, parameters }
      if (broken !== null) {
        resolve({ id: request.id, rows: [], affected: 0, error: { message: broken, code: null } })
        return
      }
      waiting.set(request.id, resolve)
      worker.postMessage(request)
    })

  return {
    query: ask,
    close: async () => {
      if (broken === null) await ask(null, [])
      await worker.terminate()
    },
  }
}
