import { accept, refuse, type Clock, type Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import { openAskQueue } from './ask-queue.ts'
import { openEngineDesk } from './engine-desk.ts'
import { openEngineLife } from './engine-life.ts'
import type { EngineWorker } from './engine-link.ts'
import type { QueryEngine, TableRecipe } from './query-engine.ts'
import { readResultTable, readSchema } from './result-table.ts'
import { openSourceShelf } from './source-shelf.ts'
import { openTableCache } from './table-cache.ts'

/** What a page gives the engine to live on. */
export interface QueryEngineOptions {
  /** Starts the worker script `@weft/query-engine/worker`, however the page can. */
  readonly startWorker: () => EngineWorker
  /** Gives the compiled engine; asked again at every start, so keep what it gave. */
  readonly loadModule: () => Promise<WebAssembly.Module>
  readonly now: Clock
  readonly memoryLimitBytes?: number
  /** How many bytes of datasets stay in the page for restarts. */
  readonly keptBytes?: number
  /** How long a cancelled query may take to leave before the worker is ended. */
  readonly cancelWaitMs?: number
}

const nothingKept: ReadonlySet<string> = new Set()

/** Starts the engine in the background and opens the queue to it. */
export function openQueryEngine(options: QueryEngineOptions): QueryEngine {
  const { startWorker, loadModule, now } = options
  const { memoryLimitBytes = 1_000_000_000, keptBytes = 268_435_456, cancelWaitMs = 1000 } = options
  const cache = openTableCache()
  const shelf = openSourceShelf(keptBytes)
  const recipes = new Map<string, TableRecipe>()
  const life = openEngineLife({ startWorker, loadModule, memoryLimitBytes }, () => {
    cache.clear()
  })
  const desk = openEngineDesk({ life, shelf, cache, recipes, now })

  const queue = openAskQueue(() => {
    void life.link().then((link) => link.ok && link.value.cancel())
    const timer = setTimeout(() => life.restart('cancelled'), cancelWaitMs)
    return () => clearTimeout(timer)
  })

  return {
    state: life.state,
    addSource: (table, load) => shelf.add(table, load),
    describe: (sql, inputs) =>
      queue.add({ consumer: null }, async (turn): Promise<Outcome<Schema>> => {
        const reply = await desk.ask(turn, { kind: 'describe', sql, inputs }, nothingKept)
        if (!reply.ok) return reply
        const { description } = reply.value
        return description ? accept(readSchema(description)) : refuse('engine.statement')
      }),
    materialise: (steps, target, asker) => {
      for (const step of steps) recipes.set(step.table, step)
      return queue.add(asker, (turn) => desk.ensure(turn, [target]))
    },
    query: (sql, { needs = [], ...asker }) =>
      queue.add(asker, async (turn) => {
        const ready = await desk.ensure(turn, needs)
        if (!ready.ok) return ready
        const reply = await desk.ask(turn, { kind: 'select', sql }, new Set(needs))
        if (!reply.ok) return reply
        const { description, parts } = reply.value
        const schema = description ? readSchema(description) : []
        return accept(readResultTable(schema, parts))
      }),
    dispose: () => {
      queue.dispose()
      life.dispose()
    },
  }
}
