export { firstClocks } from './first-clocks.ts'
export { parseAwarenessState, type AwarenessEntry } from './awareness.ts'
export {
  closeName,
  closeReasons,
  mayReconnect,
  type CloseName,
  type CloseReason,
} from './close-codes.ts'
export type { DocumentCondition } from './document-condition.ts'
export {
  encodeAllowedMessage,
  encodeAwarenessMessage,
  encodeConditionMessage,
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
export { cutUpdate, writeDeletions } from './cut-update.ts'
export { followingPart, freshPart, type ClockOf } from './fresh-part.ts'
export { inStep } from './in-step.ts'
export { joinUpdates } from './join-updates.ts'
export {
  isEmptyUpdate,
  outlineUpdate,
  type UpdateOutline,
  type UpdateRun,
} from './outline-update.ts'
export { writeNumbers } from './write-update.ts'
