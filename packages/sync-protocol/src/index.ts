export { parseAwarenessState, type AwarenessEntry } from './awareness.ts'
export {
  closeName,
  closeReasons,
  mayReconnect,
  type CloseName,
  type CloseReason,
} from './close-codes.ts'
export {
  encodeAwarenessMessage,
  encodeDeniedMessage,
  encodeDurableMessage,
  encodeMissingMessage,
  encodeQueryAwarenessMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
} from './encode-message.ts'
export { durableParameter, messageKinds, syncPath } from './message-kinds.ts'
export {
  messageLimits,
  parseMessage,
  type MessageLimits,
  type SyncMessage,
} from './parse-message.ts'
