import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { HubFigures, SyncObserver } from '../sync/index.ts'
import { openSyncObserver } from './sync-metrics.ts'

/** The figures of one server. */
export interface Metrics {
  readonly observer: SyncObserver
  /** Counts a request that was answered. */
  request(answered: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly tookMs: number
  }): void
  /** Where the hub is asked for what it has at the moment. */
  watchHub(figures: () => HubFigures): void
  /** Everything in Prometheus' text format. */
  write(): Promise<{ readonly type: string; readonly text: string }>
}

/** Seconds, from what a fast disk takes to what nobody waits for. */
const waits = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

function addHubGauges(registry: Registry, figures: () => HubFigures): void {
  const registers = [registry]
  const gauges: readonly (readonly [name: string, help: string, key: keyof HubFigures])[] = [
    ['weft_documents_open', 'Documents in memory.', 'documents'],
    [
      'weft_documents_holding',
      'Documents whose edits are held because the store fails.',
      'holding',
    ],
    ['weft_waiting_bytes', 'Bytes of edits that wait to be stored.', 'waitingBytes'],
    ['weft_admissions_pending', 'Attempts to connect that are looked into or wait.', 'admissions'],
    ['weft_buffered_bytes', 'Bytes that wait for clients to read them.', 'bufferedBytes'],
    ['weft_buffered_bytes_most', 'Bytes that wait for the slowest client.', 'mostBufferedBytes'],
  ]
  for (const [name, help, key] of gauges) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(figures()[key])
      },
    })
  }
  new Gauge({
    name: 'weft_connections',
    help: 'Open sockets by what they may do.',
    labelNames: ['role'],
    registers,
    collect() {
      const { editors, viewers } = figures()
      this.set({ role: 'editor' }, editors)
      this.set({ role: 'viewer' }, viewers)
    },
  })
}

/** Opens the figures of one server; nothing is shared between two in one process. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'weft_http_request_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: waits,
    registers: [registry],
  })
  const aborted = new Counter({
    name: 'weft_http_errors_total',
    help: 'Requests answered with a status of 500 or more.',
    labelNames: ['route'],
    registers: [registry],
  })
  return {
    observer: openSyncObserver(registry, waits),
    request: ({ method, route, status, tookMs }) => {
      requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, tookMs / 1000)
      if (status >= 500) aborted.inc({ route })
    },
    watchHub: (figures) => addHubGauges(registry, figures),
    write: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
