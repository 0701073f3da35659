import { engineModuleLoader, openQueryEngine } from '@weft/query-engine'
import { engineUrl } from '@weft/query-engine/engine-url'
import EngineWorker from '@weft/query-engine/worker?worker&inline'
import type { PlayerNews } from '@weft/app-views'
import { createApp } from 'vue'
import PlayerFrame from './PlayerFrame.vue'
import './player.css'

// The parent's address is unknown to a page with an opaque origin; the news hold nothing secret.
const tell = (news: PlayerNews) => parent.postMessage(news, '*')

const engine = openQueryEngine({
  startWorker: () => new EngineWorker(),
  loadModule: engineModuleLoader(engineUrl),
  now: () => performance.now(),
})

createApp(PlayerFrame, { engine, tell, parent }).mount('#player')
