import { openQueryEngine } from '@weft/query-engine'
import EngineWorker from '@weft/query-engine/worker?worker&inline'

/** A released app's situation: an opaque origin, the engine file posted in, the worker made from the frame's own text. */
async function run(bytes: ArrayBuffer): Promise<unknown> {
  const module = WebAssembly.compile(bytes)
  const engine = openQueryEngine({
    startWorker: () => new EngineWorker(),
    loadModule: () => module,
    now: () => performance.now(),
  })
  const result = await engine.query('SELECT 6 * 7 AS answer', { consumer: 'frame' })
  return {
    origin: location.origin,
    self: globalThis.origin,
    answer: result.ok ? result.value.cell(0, 0) : result.failure,
  }
}

addEventListener('message', (event: MessageEvent<{ bytes: ArrayBuffer }>) => {
  run(event.data.bytes).then(
    (answer) => parent.postMessage(answer, '*'),
    (error: unknown) => parent.postMessage({ error: String(error) }, '*'),
  )
})
