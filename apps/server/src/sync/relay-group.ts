import { encodeUpdateMessage, joinUpdates, type UpdateOutline } from '@weft/sync-protocol'
import type { Connection } from './connection.ts'
import { pieceBytes } from './document-work.ts'
import type { NewUpdate } from './update-log.ts'

/** An edit that was found sound; it comes from nobody here when another server stored it. */
export interface Edit {
  readonly from: Connection | null
  readonly outline: UpdateOutline
}

/** An edit that arrived from a connection of this server. */
export interface ArrivedEdit extends Edit {
  readonly from: Connection
}

/** Edits as rows of the log: those of one author joined, in their order. */
export function rowsOf(edits: readonly ArrivedEdit[]): readonly NewUpdate[] {
  const byAuthor = new Map<string, ArrivedEdit[]>()
  for (const edit of edits) {
    const { id, organisation } = edit.from.person
    const key = `${id} ${organisation.id}`
    const known = byAuthor.get(key)
    if (known) known.push(edit)
    else byAuthor.set(key, [edit])
  }
  return [...byAuthor.values()].flatMap((theirs) => {
    const { person } = (theirs[0] as ArrivedEdit).from
    const author = { person: person.id, organisation: person.organisation.id }
    const outlines = theirs.map(({ outline }) => outline)
    return joinUpdates(outlines, Number.POSITIVE_INFINITY).map((bytes, index) => ({
      bytes,
      author,
      edits: index === 0 ? theirs.length : 0,
    }))
  })
}

/**
 * Gives the messages of a group for each reader, in as few as can be. Who alone made all of it hears nothing of it;
 * where several wrote, all hear all: joining once more for each of them would cost the server more than
 * hearing their own edits again costs them.
 */
export function openGroupMessages(
  edits: readonly Edit[],
): (reader: Connection) => readonly Uint8Array[] {
  const [first] = edits
  const onlySender = first && edits.every(({ from }) => from === first.from) ? first.from : null
  let messages: readonly Uint8Array[] | null = null
  return (reader) => {
    if (reader === onlySender) return []
    messages ??= joinUpdates(
      edits.map(({ outline }) => outline),
      pieceBytes,
    ).map(encodeUpdateMessage)
    return messages
  }
}
