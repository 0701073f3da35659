import type { PlayerNews } from '@weft/app-views'
import { createApp } from 'vue'
import PlayerFrame from './PlayerFrame.vue'
import './player.css'

// The parent's address is unknown to a page with an opaque origin; the news hold nothing secret.
const tell = (news: PlayerNews) => parent.postMessage(news, '*')
const loadEngine = async () => (await import('./start-engine.ts')).startEngine()

createApp(PlayerFrame, { loadEngine, tell, parent }).mount('#player')
