import { parentPort, workerData } from 'node:worker_threads'
import type { EngineAnswer, EngineCall, EngineThreadStart } from './engine-messages.ts'
import type { ArrowTable, NativeEngine } from './native-engine.ts'
import { openEngineHere } from './open-engine-here.ts'

const port = parentPort
if (!port) throw new Error('This engine runs only in a worker thread')
const { settings } = workerData as EngineThreadStart
const opening = openEngineHere(settings)

function call(engine: NativeEngine, asked: EngineCall): Promise<unknown> {
  switch (asked.method) {
    case 'loadCsv':
      return engine.loadCsv(...asked.args)
    case 'lock':
      return engine.lock()
    case 'run':
      return engine.run(...asked.args)
    case 'toArrow':
      return engine.toArrow(...asked.args)
  }
}

function bytesOf(asked: EngineCall, value: unknown): ArrayBuffer[] {
  if (asked.method !== 'toArrow') return []
  const outcome = value as { readonly ok: boolean; readonly value?: ArrowTable }
  const buffer = outcome.value?.bytes.buffer
  return buffer instanceof ArrayBuffer ? [buffer] : []
}

port.on('message', (asked: EngineCall) => {
  opening
    .then((engine) => call(engine, asked))
    .then(
      (value) =>
        port.postMessage({ id: asked.id, value } satisfies EngineAnswer, bytesOf(asked, value)),
      (error: unknown) =>
        port.postMessage({ id: asked.id, error: String(error) } satisfies EngineAnswer),
    )
})
