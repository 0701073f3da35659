import type { Random } from '@weft/kernel'
import {
  encodeAllowedMessage,
  encodeAwarenessMessage,
  encodeConditionMessage,
  encodeDeniedMessage,
  encodeDurableMessage,
  encodeMissingMessage,
  encodeQueryAwarenessMessage,
  encodeStateVectorMessage,
  encodeUpdateMessage,
} from '@weft/sync-protocol'
import * as Y from 'yjs'

/** Frames of every kind, as clients and servers send them. */
export function fuzzCorpus(random: Random): readonly Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = 5
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const map = doc.getMap('m')
  const text = doc.getText('t')
  for (let step = 0; step < 30; step++) {
    const choice = random()
    if (choice < 0.3) map.set(`k${step % 5}`, step)
    else if (choice < 0.5) map.set(`n${step % 3}`, new Y.Map([['deep', new Y.Array()]]))
    else if (choice < 0.8 || text.length < 3)
      text.insert(Math.floor(random() * (text.length + 1)), 'añ😀')
    else text.delete(0, 2)
  }
  map.delete('k1')
  const state = { area: 'app', cursor: { x: 1, y: 2 }, person: { id: 'bob' } }
  const entries = [5, 6, 7].map((client) => ({
    client,
    clock: client,
    text: JSON.stringify(state),
  }))
  return [
    ...updates.map(encodeUpdateMessage),
    encodeUpdateMessage(Y.encodeStateAsUpdate(doc)),
    encodeMissingMessage(Y.encodeStateAsUpdate(doc)),
    encodeMissingMessage(Y.encodeStateAsUpdate(new Y.Doc())),
    encodeStateVectorMessage(Y.encodeStateVector(doc)),
    encodeStateVectorMessage(Uint8Array.of(0)),
    encodeAwarenessMessage(entries),
    encodeAwarenessMessage(entries.slice(0, 1)),
    encodeAwarenessMessage([{ client: 9, clock: 1, text: 'null' }]),
    encodeQueryAwarenessMessage(),
    encodeDeniedMessage('no'),
    encodeAllowedMessage(),
    encodeDurableMessage(7),
    encodeConditionMessage({ holding: true, damaged: 3 }),
  ]
}

const at = (bytes: Uint8Array, random: Random): number => Math.floor(random() * bytes.length)

function spliced(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  return Buffer.concat([a.subarray(0, at(a, random)), b.subarray(at(b, random))])
}

/** Every way in which a frame is changed. */
const mutations: readonly ((bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array)[] =
  [
    (bytes) => bytes,
    (bytes, random) => {
      const changed = Uint8Array.from(bytes)
      changed[at(bytes, random)] = Math.floor(random() * 256)
      return changed
    },
    (bytes, random) => {
      const changed = Uint8Array.from(bytes)
      const place = at(bytes, random)
      changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(random() * 8))
      return changed
    },
    (bytes, random) => bytes.slice(0, at(bytes, random)),
    (bytes, random) =>
      Buffer.concat([
        bytes,
        Uint8Array.from({ length: 1 + at(bytes, random) }, () => 256 * random()),
      ]),
    (bytes, random, other) => spliced(bytes, other, random),
    // A number that is larger than anything.
    (bytes, random) => {
      const place = at(bytes, random)
      const huge = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 15)
      return Buffer.concat([bytes.subarray(0, place), huge, bytes.subarray(place + 1)])
    },
    (bytes, random) => {
      const place = at(bytes, random)
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place), bytes.subarray(place)])
    },
    (bytes, random) => Uint8Array.from({ length: at(bytes, random) }, () => 256 * random()),
  ]

/** A frame of the corpus, changed up to three times. */
export function fuzzFrame(corpus: readonly Uint8Array[], random: Random): Uint8Array {
  const one = (): Uint8Array => corpus[Math.floor(random() * corpus.length)] ?? new Uint8Array()
  let bytes = one()
  for (let times = Math.floor(random() * 4); times > 0; times--) {
    bytes = mutations[Math.floor(random() * mutations.length)]?.(bytes, random, one()) ?? bytes
  }
  return bytes
}
