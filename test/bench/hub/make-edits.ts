import * as Y from 'yjs'

/** Somebody's edits as updates; each is exactly one tick of the author's clock. */
export interface WrittenEdits {
  readonly author: number
  readonly updates: readonly Uint8Array[]
}

function listen(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  return updates
}

/** Writes edits as a person makes them in the pipeline: now a letter in a text, now a setting. */
export function writeEdits(author: number, count: number): WrittenEdits {
  const doc = new Y.Doc()
  doc.clientID = author
  const updates = listen(doc)
  const text = doc.getText(`text ${author}`)
  const settings = doc.getMap('settings')
  for (let edit = 0; edit < count; edit++) {
    if (edit % 2 === 0) text.insert(text.length, 'x')
    else settings.set(`setting ${edit % 40}`, `value ${edit}`)
  }
  doc.destroy()
  return { author, updates }
}

/** A document many people have edited one after the other. */
export interface LongHistory {
  readonly updates: readonly Uint8Array[]
  /** Everybody's last clock: who has all of it has the whole document. */
  readonly clocks: ReadonlyMap<number, number>
}

const texts = 40
const people = 20
const editsInARow = 50

/** Writes a document of so many edits: typing, settings and deletions, by people who take turns. */
export function writeLongHistory(edits: number): LongHistory {
  const doc = new Y.Doc()
  const updates = listen(doc)
  const settings = doc.getMap('settings')
  for (let edit = 0; edit < edits; edit++) {
    const turn = Math.floor(edit / editsInARow)
    doc.clientID = 1000 + (turn % people)
    const text = doc.getText(`text ${turn % texts}`)
    if (edit % 4 === 3) settings.set(`setting ${edit % 400}`, `value ${edit}`)
    else if (edit % 8 === 6 && text.length > 0) text.delete((edit * 7919) % text.length, 1)
    else text.insert((edit % 50 < 2 ? edit * 104_729 : text.length) % (text.length + 1), 'x')
  }
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
  doc.destroy()
  return { updates, clocks }
}
