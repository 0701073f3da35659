import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
/** Tells, instead of answering, when the server asks for a document that does not begin as ours does: the two must never be mixed. */
export declare function guardIdentity(
  provider: WebsocketProvider,
  doc: Y.Doc,
  onOther: () => void,
): void
