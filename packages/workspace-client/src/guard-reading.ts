import { messageKinds, parseMessage, type UpdateOutline } from '@weft/sync-protocol'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const hasRuns = (doc: Y.Doc, { runs }: UpdateOutline): boolean =>
  runs.every(({ client, clock, length }) => Y.getState(doc.store, client) >= clock + length)

/**
 * Brings what the server sends into the document, and tells when Yjs throws half way: the stock handler would say
 * so in the console alone, and the page would show less than there is. What throws behind the edit, in a listener
 * or while deleted content is let go, leaves the document whole.
 */
export function guardReading(
  provider: WebsocketProvider,
  doc: Y.Doc,
  onHalfRead: () => void,
): void {
  const read = provider.messageHandlers[messageKinds.sync]
  provider.messageHandlers[messageKinds.sync] = (encoder, decoder, from, emitSynced, kind) => {
    const message = parseMessage(decoder.arr)
    if (!message.ok || message.value.kind !== 'update') {
      read?.(encoder, decoder, from, emitSynced, kind)
      return
    }
    const { update, outline, answer } = message.value
    try {
      Y.applyUpdate(doc, update, from)
    } catch (cause) {
      // eslint-disable-next-line no-console -- as the stock handler does: no one else hears of a listener that fails
      console.error('An edit could not be brought in without an error', cause)
      if (!hasRuns(doc, outline)) {
        onHalfRead()
        return
      }
    }
    if (answer && emitSynced) from.synced = true
  }
}
