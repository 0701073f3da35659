export { openHintHub, type HintHub } from './open-hint-hub.ts'
