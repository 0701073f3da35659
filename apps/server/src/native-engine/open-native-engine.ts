import { Worker } from 'node:worker_threads'
import type { EngineAnswer, EngineMethod, EngineThreadStart } from './engine-messages.ts'
import type { NativeEngine, NativeEngineSettings } from './native-engine.ts'

// Built, the worker lies beside the main file; from source it is TypeScript, which Node reads only through tsx.
function startThread(workerData: EngineThreadStart): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./native-engine-worker.js', import.meta.url), { workerData })
  }
  const source = JSON.stringify(new URL('./native-engine-worker.ts', import.meta.url).href)
  const start = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`
  return new Worker(start, { eval: true, workerData })
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Opens a private database in a thread of its own: reading, computing and writing Arrow never hold up the server. */
export async function openNativeEngine(settings: NativeEngineSettings): Promise<NativeEngine> {
  const worker = startThread({ settings })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let broken: Error | null = null

  const fail = (error: Error): void => {
    broken ??= error
    for (const asker of waiting.values()) asker.reject(broken)
    waiting.clear()
  }
  worker.on('message', (answer: EngineAnswer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('error' in answer) asker?.reject(new Error(answer.error))
    else asker?.resolve(answer.value)
  })
  worker.on('error', (cause) => fail(new Error('The native engine stopped', { cause })))
  worker.on('exit', () => fail(new Error('The native engine has stopped')))

  const ask = <M extends EngineMethod>(
    method: M,
    args: Parameters<NativeEngine[M]>,
  ): ReturnType<NativeEngine[M]> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      if (broken) {
        reject(broken)
        return
      }
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, method, args })
    }) as ReturnType<NativeEngine[M]>

  return {
    loadCsv: (...args) => ask('loadCsv', args),
    lock: () => ask('lock', []),
    run: (...args) => ask('run', args),
    toArrow: (...args) => ask('toArrow', args),
    dispose: () => void worker.terminate(),
  }
}
