import { documentCreator } from '@weft/documents'
import { messageKinds, parseMessage } from '@weft/sync-protocol'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** Tells, instead of answering, when the server asks for a document that does not begin as ours does: the two must never be mixed. */
export function guardIdentity(provider: WebsocketProvider, doc: Y.Doc, onOther: () => void): void {
  const read = provider.messageHandlers[messageKinds.sync]
  provider.messageHandlers[messageKinds.sync] = (encoder, decoder, ...rest) => {
    const message = parseMessage(decoder.arr)
    const creator = documentCreator(doc)
    const isOther =
      message.ok &&
      message.value.kind === 'state-vector' &&
      creator !== null &&
      !Y.decodeStateVector(message.value.stateVector).has(creator)
    if (isOther) onOther()
    else read?.(encoder, decoder, ...rest)
  }
}
