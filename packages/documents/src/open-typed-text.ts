import type * as Y from 'yjs'
import { findSplice, type TextSplice } from './text-splice.ts'

/**
 * A shared text as one plain text field shows it. The field may lag behind the others, as while an input method composes:
 * what is typed into it meanwhile lands at its place among what they wrote, and takes none of their letters away.
 */
export interface TypedText {
  /** What the field shows: the words it last caught up with, or typed. */
  readonly words: string
  /** Takes over the words the field shows now, typed up to `caret`, as the smallest change. */
  readonly type: (words: string, caret: number) => void
  /** Makes `words` the text as everybody has it; the answer says where a place in the words before is in them. */
  readonly catchUp: () => (place: number) => number
  /** Tells when the text was changed by anything else than `type`. */
  readonly onOthers: (listener: () => void) => () => void
  dispose(): void
}

/** The words of a shared text as a field shows them, with the number of the shown character for each of its places. */
function readShown(text: Y.Text): { readonly words: string; readonly places: number[] } {
  let words = ''
  const places: number[] = []
  for (const { insert } of text.toDelta() as readonly { readonly insert: unknown }[]) {
    // Others may put in anything; what is no text takes one place and is not shown.
    if (typeof insert !== 'string') {
      places.push(hidden)
      continue
    }
    for (const [index, letter] of insert.split('').entries()) {
      places.push(words.length)
      // Fields show every end of a line as one character; both halves of a Windows one stand for it.
      if (letter !== '\r') words += letter
      else if (insert[index + 1] !== '\n') words += '\n'
    }
  }
  return { words, places }
}

/** The number of a place whose character the field does not show. */
const hidden = -1

/** Where in the shared text a place between shown characters is: right behind the character before it. */
function placeAfter(places: readonly number[], shown: number): number {
  return places.findLastIndex((number) => number !== hidden && number < shown) + 1
}

/** Puts numbers in at a place. */
function insertAt(places: readonly number[], at: number, numbers: readonly number[]): number[] {
  return [...places.slice(0, at), ...numbers, ...places.slice(at)]
}

/** The places after others changed the text, by what Yjs tells of it. */
function followDelta(before: readonly number[], delta: Y.YTextEvent['delta']): number[] {
  let places = [...before]
  let at = 0
  for (const { retain, delete: removed, insert } of delta) {
    if (retain !== undefined) at += retain
    else if (removed !== undefined) places.splice(at, removed)
    else {
      const length = typeof insert === 'string' ? insert.length : 1
      places = insertAt(places, at, new Array<number>(length).fill(hidden))
      at += length
    }
  }
  return places
}

/** The places after the field's own change, with the inserted characters at `target`. */
function followSplice(
  places: readonly number[],
  { at, removed, inserted }: TextSplice,
  target: number,
): number[] {
  const grown = inserted.length - removed
  const left = places
    .filter((number) => number < at || number >= at + removed)
    .map((number) => (number >= at + removed ? number + grown : number))
  return insertAt(
    left,
    target,
    Array.from({ length: inserted.length }, (_, index) => at + index),
  )
}

/** Deletes the characters with these numbers, from the last to the first, and none that others put among them. */
function deleteShown(text: Y.Text, places: readonly number[], from: number, to: number): void {
  let end = places.length
  while (end > 0) {
    let start = end
    const isMeant = (place: number): boolean => {
      const number = places[place] ?? hidden
      return number >= from && number < to
    }
    while (start > 0 && isMeant(start - 1)) start--
    if (start < end) text.delete(start, end - start)
    end = start - 1
  }
}

/** Opens a shared text for one field; what is typed is written with `origin`. */
export function openTypedText(text: Y.Text, origin: object): TypedText {
  let { words, places } = readShown(text)
  const listeners = new Set<() => void>()

  function observe(event: Y.YTextEvent, transaction: Y.Transaction): void {
    if (transaction.origin === origin) return
    places = followDelta(places, event.delta)
    for (const listener of [...listeners]) listener()
  }
  text.observe(observe)

  function type(typed: string, caret: number): void {
    if (typed === words) return
    const splice = findSplice(words, typed, caret)
    const target = placeAfter(places, splice.at)
    const change = (): void => {
      deleteShown(text, places, splice.at, splice.at + splice.removed)
      if (splice.inserted) text.insert(target, splice.inserted)
    }
    text.doc?.transact(change, origin)
    places = followSplice(places, splice, target)
    words = typed
  }

  return {
    get words() {
      return words
    },
    type,
    catchUp: () => {
      const before = places
      ;({ words, places } = readShown(text))
      const [now, length] = [places, words.length]
      return (shown) =>
        now.slice(placeAfter(before, shown)).find((number) => number !== hidden) ?? length
    },
    onOthers: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispose: () => {
      listeners.clear()
      text.unobserve(observe)
    },
  }
}
