import type { Random } from '@weft/kernel'
import {
  createEncoder,
  toUint8Array,
  writeAny,
  writeUint8,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from 'lib0/encoding'

const upTo = (random: Random, bound: number): number => Math.floor(random() * bound)
/** In which clocks hostile clients quarrel: so few that everything overlaps. */
const clocks = 14

/** What a hostile update speaks of: its own clients, and what others wrote. */
export interface HostileScope {
  readonly clients: readonly number[]
  readonly others: readonly number[]
  readonly roots: readonly string[]
}

type WriteContent = (encoder: Encoder, length: number, random: Random) => number

/** What an item may hold, by Yjs's number; each gives its length in clock ticks. */
const contents: Readonly<Record<number, WriteContent>> = {
  1: (encoder, length) => (writeVarUint(encoder, length), length),
  2: (encoder, length) => {
    writeVarUint(encoder, length)
    for (let index = 0; index < length; index++) writeVarString(encoder, '"old"')
    return length
  },
  3: (encoder) => (writeVarUint8Array(encoder, Uint8Array.of(1, 2)), 1),
  4: (encoder, length) => (writeVarString(encoder, 'hostile'.slice(0, length)), length),
  5: (encoder) => (writeVarString(encoder, '{"embedded":1}'), 1),
  6: (encoder, _length, random) => {
    writeVarString(encoder, 'bold')
    writeVarString(encoder, random() < 0.5 ? 'true' : 'null')
    return 1
  },
  7: (encoder, _length, random) => {
    const type = upTo(random, 7)
    writeVarUint(encoder, type)
    if (type === 3 || type === 5) writeVarString(encoder, 'name')
    return 1
  },
  8: (encoder, length) => {
    writeVarUint(encoder, length)
    for (let index = 0; index < length; index++) writeAny(encoder, index)
    return length
  },
  9: (encoder) => {
    writeVarString(encoder, 'inner')
    writeAny(encoder, {})
    return 1
  },
}

interface At {
  readonly client: number
  readonly clock: number
}

function writeReference(encoder: Encoder, at: At, scope: HostileScope, random: Random): void {
  const all = [...scope.clients, ...scope.others]
  const client = all[upTo(random, all.length)] ?? 0
  writeVarUint(encoder, client)
  // What builds on itself would be refused before anything is tried.
  writeVarUint(encoder, upTo(random, client === at.client ? Math.max(1, at.clock) : clocks))
}

function writeParent(encoder: Encoder, at: At, scope: HostileScope, random: Random): void {
  const isRoot = random() < 0.6
  writeVarUint(encoder, isRoot ? 1 : 0)
  if (isRoot) writeVarString(encoder, scope.roots[upTo(random, scope.roots.length)] ?? '')
  else writeReference(encoder, at, scope, random)
}

function writeItem(encoder: Encoder, at: At, scope: HostileScope, random: Random): number {
  const kind = 1 + upTo(random, 9)
  const left = random() < 0.35 ? 128 : 0
  const right = random() < 0.25 ? 64 : 0
  const key = random() < 0.3 ? 32 : 0
  writeUint8(encoder, kind | left | right | key)
  if (left) writeReference(encoder, at, scope, random)
  if (right) writeReference(encoder, at, scope, random)
  if (left + right === 0) {
    writeParent(encoder, at, scope, random)
    if (key) writeVarString(encoder, `k${upTo(random, 3)}`)
  }
  return contents[kind]?.(encoder, 1 + upTo(random, 6), random) ?? 0
}

function writeStruct(encoder: Encoder, at: At, scope: HostileScope, random: Random): number {
  const choice = random()
  if (choice >= 0.25) return writeItem(encoder, at, scope, random)
  // Nothing, or a gap.
  const length = 1 + upTo(random, 6)
  writeUint8(encoder, choice < 0.2 ? 0 : 10)
  writeVarUint(encoder, length)
  return length
}

/** An update whose parts are all well formed and fit nothing: it speaks twice of the same clocks, and differently. */
export function hostileUpdate(scope: HostileScope, random: Random): Uint8Array {
  const encoder = createEncoder()
  const clients = scope.clients.filter(() => random() < 0.6)
  writeVarUint(encoder, clients.length)
  for (const client of clients) {
    const structs = 1 + upTo(random, 3)
    writeVarUint(encoder, structs)
    writeVarUint(encoder, client)
    let clock = upTo(random, clocks - 4)
    writeVarUint(encoder, clock)
    for (let index = 0; index < structs; index++) {
      clock += writeStruct(encoder, { client, clock }, scope, random)
    }
  }
  const deleting = random() < 0.4 ? scope.clients : []
  writeVarUint(encoder, deleting.length)
  for (const client of deleting) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, 1)
    writeVarUint(encoder, upTo(random, clocks))
    writeVarUint(encoder, 1 + upTo(random, 4))
  }
  return toUint8Array(encoder)
}
