import { tableFromArrays, tableToIPC } from '@uwdata/flechette'
import {
  columnProfile,
  engineModuleLoader,
  formatCell,
  openQueryEngine,
  type QueryEngine,
  type QueryEngineOptions,
  type ResultTable,
} from '@weft/query-engine'
import { engineUrl } from '@weft/query-engine/engine-url'
import EngineWorker from '@weft/query-engine/worker?worker'
import type { BareRequest } from './bare-engine.ts'
import BareEngine from './bare-engine.ts?worker'
import LockProbe from './lock-probe.ts?worker'

/** What the browser tests reach through the page. */
const bench = {
  columnProfile,
  workers: [] as Worker[],
  open(options: Partial<QueryEngineOptions> = {}) {
    return openQueryEngine({
      startWorker: () => {
        const worker = new EngineWorker()
        bench.workers.push(worker)
        return worker
      },
      loadModule,
      now: () => performance.now(),
      ...options,
    })
  },
  /** The first row's value at a position, as its exact digits. */
  text(result: ResultTable, column: number): string {
    return formatCell(result.cell(0, column), 'VARCHAR', 'en').replaceAll(',', '')
  },
  /** A table of so many rows as an Arrow stream: `id`, `amount`, `city`. */
  rows(count: number): Uint8Array {
    const ids = Int32Array.from({ length: count }, (_, index) => index)
    const amounts = Float64Array.from(ids, (id) => (id % 1000) / 10)
    const cities = Array.from(ids, (id) => ['Graz', '上海', 'Lyon'][id % 3])
    const bytes = tableToIPC(tableFromArrays({ id: ids, amount: amounts, city: cities }), {
      format: 'stream',
    })
    if (!bytes) throw new Error('no bytes')
    return bytes
  },
  /** The longest time the page's own thread was busy at once while some work went on, in ms; 0 below the 50 ms of a long task. */
  async longestTaskDuring(work: () => Promise<void>): Promise<number> {
    const durations: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) durations.push(duration)
    })
    // In a task of its own, so that what made things ready before is not counted.
    await new Promise((resolve) => setTimeout(resolve, 50))
    observer.observe({ type: 'longtask' })
    await work()
    // Entries are told a moment after their task.
    await new Promise((resolve) => setTimeout(resolve, 300))
    observer.disconnect()
    return Math.max(0, ...durations)
  },
  /** What the engine's DuckDB answers to statements nobody has looked at before. */
  async askLocked(statements: readonly string[]): Promise<readonly string[]> {
    const probe = new LockProbe()
    const answers = new Promise<readonly string[]>((resolve) => {
      probe.onmessage = ({ data }: MessageEvent<readonly string[]>) => resolve(data)
    })
    probe.postMessage({ module: await loadModule(), statements })
    const said = await answers
    probe.terminate()
    return said
  },
  /** DuckDB in a worker and nothing around it: what the product's engine is measured against. */
  async openBare() {
    const worker = new BareEngine()
    const ask = async (request: BareRequest): Promise<void> => {
      const answer = new Promise<string>((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data)
      })
      worker.postMessage(request)
      const trouble = await answer
      if (trouble !== '') throw new Error(trouble)
    }
    await ask({ kind: 'open', module: await loadModule() })
    return { ask, dispose: () => worker.terminate() }
  },
  loadFrameWith: async () => {
    const bytes = await (await fetch(engineUrl)).arrayBuffer()
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts')
    frame.src = '/frame.html'
    document.body.append(frame)
    await new Promise((resolve) => (frame.onload = resolve))
    const answer = new Promise<unknown>((resolve) => {
      addEventListener('message', (event) => resolve(event.data), { once: true })
    })
    frame.contentWindow?.postMessage({ bytes }, '*', [bytes])
    return answer
  },
}
const loadModule = engineModuleLoader(engineUrl)

declare global {
  interface Window {
    bench: typeof bench
    shared?: QueryEngine
    bytes?: Uint8Array
    bare?: Awaited<ReturnType<typeof bench.openBare>>
  }
}
window.bench = bench
