import { accept, type Clock, type Outcome } from '@weft/kernel'
import { openAskQueue, type AskWork } from './ask-queue.ts'
import { openEngineAnswers } from './engine-answers.ts'
import { openEngineDesk } from './engine-desk.ts'
import { openEngineLife, type EngineLife } from './engine-life.ts'
import type { EngineWorker } from './engine-link.ts'
import { openProgressBoard, type ProgressBoard } from './progress-board.ts'
import type { QueryEngine, TableRecipe } from './query-engine.ts'
import { openSourceShelf, type SourceShelf } from './source-shelf.ts'
import { openTableCache } from './table-cache.ts'
import { openTableMaker, type TableMaker, type Visit } from './table-maker.ts'
import { openTableRelations } from './table-relations.ts'

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

/** Room for what a statement needs while it runs, beside the tables that are kept. */
const comfortShare = 0.7

/** A question that runs longer may have to be stopped the hard way: then a spare engine stands by. */
const warmAfterMs = 300

/** Turns a question over some tables into work: downloads first, outside of the queue, then the engine. */
function openWork(parts: {
  readonly maker: TableMaker
  readonly shelf: SourceShelf
  readonly progress: ProgressBoard
  readonly life: EngineLife
}) {
  const { maker, shelf, progress, life } = parts

  const fetchAll = async (
    consumer: string | null,
    tables: readonly string[],
    pins: Map<string, Uint8Array>,
  ): Promise<Outcome<null>> => {
    const tell = () => {
      const shares = tables.map((table) => shelf.share(table))
      const share = shares.reduce((sum, one) => sum + one, 0) / tables.length
      const made = shares.filter((one) => one === 1).length
      progress.tell(consumer, { phase: 'loading', made, of: tables.length, share })
    }
    tell()
    const unwatch = shelf.watch(tell)
    const taken = await Promise.all(
      tables.map(async (table) => ({ table, bytes: await shelf.take(table) })),
    )
    unwatch()
    progress.end(consumer)
    for (const { table, bytes } of taken) {
      if (!bytes.ok) return bytes
      pins.set(table, bytes.value)
    }
    return accept(null)
  }

  return <T>(
    consumer: string | null,
    targets: readonly string[],
    use: (visit: Visit) => Promise<Outcome<T> | null>,
  ): AskWork<T> => {
    const pins = new Map<string, Uint8Array>()
    let deaths = 0
    const onMade = (made: number, of: number) =>
      progress.tell(consumer, { phase: 'computing', made, of, share: made / of })
    return {
      prepare: () => {
        const lacking = maker.lacking(targets, pins)
        return lacking.length === 0 ? null : fetchAll(consumer, lacking, pins)
      },
      run: async (turn) => {
        onMade(0, 1)
        const warming = setTimeout(() => life.warm(), warmAfterMs)
        const outcome = await use({ turn, pins, onMade }).finally(() => clearTimeout(warming))
        progress.end(consumer)
        // A question that found a dead engine is asked once more of a fresh one: it may not be to blame.
        const isDead = outcome?.ok === false && outcome.failure.code === 'engine.restarted'
        return isDead && !turn.stopped() && deaths++ === 0 ? null : outcome
      },
    }
  }
}

/** Starts the engine in the background and opens the queue to it. */
export function openQueryEngine(options: QueryEngineOptions): QueryEngine {
  const { startWorker, loadModule, now } = options
  const { memoryLimitBytes = 1_600_000_000, keptBytes = 268_435_456, cancelWaitMs = 150 } = options
  const cache = openTableCache()
  const progress = openProgressBoard()
  const shelf = openSourceShelf(keptBytes)
  const recipes = new Map<string, TableRecipe>()
  const life = openEngineLife({ startWorker, loadModule, memoryLimitBytes }, () => cache.clear())
  const comfortBytes = memoryLimitBytes * comfortShare
  const relations = openTableRelations(cache, recipes)
  const desk = openEngineDesk({ life, cache, relations, comfortBytes })
  const maker = openTableMaker({ desk, shelf, cache, relations, recipes })
  const work = openWork({ maker, shelf, progress, life })

  const answers = openEngineAnswers({ desk, maker, relations, now })
  const queue = openAskQueue(() => {
    life.warm()
    void life.link().then((link) => link.ok && link.value.cancel())
    const timer = setTimeout(() => life.restart('cancelled'), cancelWaitMs)
    return () => clearTimeout(timer)
  })

  return {
    state: life.state,
    progress: progress.view,
    addSource: (table, load) => shelf.add(table, load),
    describe: (sql, inputs) =>
      queue.add(
        { consumer: null },
        work(null, [], ({ turn }) => answers.describe(turn, sql, inputs)),
      ),
    materialise: (steps, target, { isStored = false, ...asker }) => {
      for (const step of steps) recipes.set(step.table, step)
      return queue.add(
        asker,
        work(asker.consumer, [target], (visit) => answers.materialise(visit, target, isStored)),
      )
    },
    query: (sql, { needs = [], glance = false, ...asker }) =>
      queue.add(
        asker,
        work(asker.consumer, needs, (visit) => answers.select(visit, sql, { needs, glance })),
      ),
    dispose: () => {
      queue.dispose()
      life.dispose()
    },
  }
}
