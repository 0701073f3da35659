import { engineModuleLoader, openQueryEngine, type QueryEngine } from '@weft/query-engine'
import { engineUrl } from '@weft/query-engine/engine-url'
import EngineWorker from '@weft/query-engine/worker?worker&inline'

/** Starts the engine of the player; a script of its own, because the first numbers need none. */
export function startEngine(): QueryEngine {
  return openQueryEngine({
    startWorker: () => new EngineWorker(),
    loadModule: engineModuleLoader(engineUrl),
    now: () => performance.now(),
  })
}
