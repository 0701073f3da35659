import { documentCreator } from '@weft/documents'
import { freshPart, isEmptyUpdate, messageLimits, outlineUpdate } from '@weft/sync-protocol'
import * as Y from 'yjs'

/** What tabs of one browser speak over. */
export type Channel = Pick<
  BroadcastChannel,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>

/** The same document in the other tabs of this person, for as long as the server does not connect them. */
export interface TabChannel {
  /** Whether a change came from another tab. */
  isOrigin(origin: unknown): boolean
  /** Asks the other tabs for what this one lacks. */
  ask(): void
  dispose(): void
}

/** What a tab channel works with. */
export interface TabChannelSettings {
  readonly doc: Y.Doc
  readonly channel: Channel
  /** How this tab stands with the server; a tab that was turned away neither gives nor takes. */
  readonly standing: () => 'connected' | 'away' | 'turned-away'
  /** Whether a change was made in this tab. */
  readonly isOwn: (origin: unknown) => boolean
  /** How many edits of this tab wait for the server. */
  readonly waiting: () => number
  /** Hears how many edits wait for the server in another tab, once this one has them too, or is about to. */
  readonly onWaiting: (said: { readonly waiting: number; readonly fresh: boolean }) => void
}

type TabMessage =
  | {
      readonly kind: 'question'
      readonly creator: number | null
      readonly stateVector: Uint8Array
      /** How many edits wait for the server in the tab that asks; it asks when it has lost its connection. */
      readonly waiting: number
    }
  | {
      readonly kind: 'edits'
      readonly creator: number | null
      readonly update: Uint8Array
      /** True for an edit just made, false for the answer to a question. */
      readonly fresh: boolean
      /** Whether the sender's own connection brings these edits to the server. */
      readonly connected: boolean
      readonly waiting: number
    }

type TabQuestion = Extract<TabMessage, { kind: 'question' }>

function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null ? { ...raw } : {}
}

function isSound(update: Uint8Array): boolean {
  if (update.length > messageLimits.messageBytes) return false
  const outline = outlineUpdate(update)
  return outline.ok && !isEmptyUpdate(outline.value)
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes)
    return true
  } catch {
    return false
  }
}

const isCount = (raw: unknown): raw is number =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0

function parseEdits(fields: Readonly<Record<string, unknown>>, creator: number | null) {
  const { update, waiting, fresh, connected } = fields
  if (!(update instanceof Uint8Array) || !isSound(update) || !isCount(waiting)) return null
  return {
    kind: 'edits',
    creator,
    update,
    waiting,
    fresh: fresh === true,
    connected: connected === true,
  } as const
}

function parseQuestion(fields: Readonly<Record<string, unknown>>, creator: number | null) {
  const { stateVector, waiting } = fields
  if (!(stateVector instanceof Uint8Array) || !isStateVector(stateVector)) return null
  return isCount(waiting) ? ({ kind: 'question', creator, stateVector, waiting } as const) : null
}

/** Whether a document has all changes of a state; deletions are not counted. */
function hasAll(doc: Y.Doc, stateVector: Uint8Array): boolean {
  const asked = [...Y.decodeStateVector(stateVector)]
  return asked.every(([client, clock]) => Y.getState(doc.store, client) >= clock)
}

/** Reads what another page of this site said; null when it is not what our tabs say. */
export function parseTabMessage(raw: unknown): TabMessage | null {
  const fields = fieldsOf(raw)
  const creator = isCount(fields.creator) ? fields.creator : null
  if (fields.kind === 'edits') return parseEdits(fields, creator)
  return fields.kind === 'question' ? parseQuestion(fields, creator) : null
}

/** What an update tells a document anew; null when it cannot be told apart from what is known. */
function newIn(doc: Y.Doc, update: Uint8Array): Uint8Array | null {
  const outline = outlineUpdate(update)
  if (!outline.ok) return null
  return freshPart(outline.value, (client) => Y.getState(doc.store, client))?.bytes ?? null
}

/**
 * Joins the tabs of one person in one workspace. What a tab writes is offered to the others; one that is connected
 * itself leaves it alone when the writer is connected too, so that every edit goes to the server once.
 */
export function openTabChannel(settings: TabChannelSettings): TabChannel {
  const { doc, channel, standing, isOwn, waiting, onWaiting } = settings
  const origin = { role: 'another tab' }
  let isOver = false
  const say = (message: TabMessage): void => {
    if (!isOver) channel.postMessage(message)
  }
  const sayEdits = (update: Uint8Array, fresh: boolean): void => {
    const connected = standing() === 'connected'
    say({
      kind: 'edits',
      creator: documentCreator(doc),
      update,
      fresh,
      connected,
      waiting: waiting(),
    })
  }
  const ask = (): void => {
    if (standing() === 'turned-away') return
    const creator = documentCreator(doc)
    say({ kind: 'question', creator, stateVector: Y.encodeStateVector(doc), waiting: waiting() })
  }
  const answer = ({ stateVector, waiting: theirs }: TabQuestion): void => {
    // Taken while its writer still believed itself connected: they wait in this tab too.
    if (theirs > 0 && hasAll(doc, stateVector)) onWaiting({ waiting: theirs, fresh: false })
    const lacking = Y.encodeStateAsUpdate(doc, stateVector)
    if (isSound(lacking)) sayEdits(lacking, false)
  }
  const take = (message: Extract<TabMessage, { kind: 'edits' }>): void => {
    if (message.connected && standing() === 'connected') return
    if (!message.connected) onWaiting(message)
    const fresh = newIn(doc, message.update)
    if (fresh) Y.applyUpdate(doc, fresh, origin)
  }
  const hear = ({ data }: MessageEvent): void => {
    const message = parseTabMessage(data)
    if (!message || standing() === 'turned-away') return
    const mine = documentCreator(doc)
    // A document the server has put another one in place of is never mixed with it.
    if (mine !== null && message.creator !== null && mine !== message.creator) return
    if (message.kind === 'question') answer(message)
    else take(message)
  }
  const offer = (update: Uint8Array, from: unknown): void => {
    if (isOwn(from) && standing() !== 'turned-away') sayEdits(update, true)
  }
  channel.addEventListener('message', hear as EventListener)
  doc.on('update', offer)
  return {
    isOrigin: (from) => from === origin,
    ask,
    dispose: () => {
      isOver = true
      doc.off('update', offer)
      channel.removeEventListener('message', hear as EventListener)
      channel.close()
    },
  }
}
