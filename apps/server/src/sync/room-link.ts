import type { Clock } from '@weft/kernel'
import { parseAwarenessState } from '@weft/sync-protocol'
import { z } from 'zod'
import type { Line } from '../cluster/open-line.ts'
import type { Signal } from '../cluster/seal-signal.ts'
import type { CatchUp } from './catch-up.ts'
import type { Presence, SharedState } from './open-presence.ts'
import type { SyncLimits } from './sync-limits.ts'

/** What ties an open document to the same document on other servers. */
export interface RoomLink {
  tellStored(updates: readonly Uint8Array[], through: number): void
  tellPresence(states: readonly SharedState[]): void
  /** Tells all presence again now and then, and forgets what others no longer tell. */
  tend(): void
  dispose(): void
}

/** What a link works with. */
export interface RoomLinkSettings {
  readonly document: string
  readonly line: Line
  readonly presence: Presence
  readonly others: CatchUp
  readonly now: Clock
  readonly limits: Pick<SyncLimits, 'awarenessStateBytes' | 'keepAliveMs'>
}

/** Room for what the server stamps onto a state. */
const stampBytes = 4096
const mostStates = 5000

const number = z.int().nonnegative()
const headers = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stored'), through: number, sizes: z.array(number).max(100_000) }),
  z.object({ kind: z.literal('present'), whole: z.boolean() }),
  z.object({ kind: z.literal('who-is-there') }),
])
const states = z
  .array(
    z.object({
      client: number.max(0xff_ff_ff_ff),
      person: z.string().min(1).max(200),
      text: z.string(),
    }),
  )
  .max(mostStates)

function cutBody(body: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  if (sizes.reduce((sum, size) => sum + size, 0) !== body.length) return []
  let at = 0
  // Copied: the bytes outlive the signal they came in.
  return sizes.map((size) => body.slice(at, (at += size)))
}

/** A state that is what a server would have stamped; everything else is dropped. */
function isStamped({ person, text }: SharedState, stateBytes: number): boolean {
  if (text === 'null') return true
  if (text.length > stateBytes + stampBytes) return false
  const state = parseAwarenessState(text)
  if (!state.ok || state.value === null) return false
  const stamp = z.object({ id: z.string() }).safeParse(state.value.person)
  return stamp.success && stamp.data.id === person
}

function parseStates(body: Uint8Array, stateBytes: number): readonly SharedState[] | null {
  try {
    const parsed = states.safeParse(JSON.parse(Buffer.from(body).toString('utf8')))
    return parsed.success ? parsed.data.filter((state) => isStamped(state, stateBytes)) : null
  } catch {
    return null
  }
}

/** Tells states in as many signals as their size takes. */
function tellStates(line: Line, topic: string, some: readonly SharedState[], whole: boolean): void {
  const body = Buffer.from(JSON.stringify(some))
  if (body.length <= line.bodyBytes) {
    line.tell(topic, { kind: 'present', whole }, body)
    return
  }
  // Too much for one signal: what has left is then only forgotten after a while.
  const half = Math.ceil(some.length / 2)
  if (half === some.length) return
  tellStates(line, topic, some.slice(0, half), false)
  tellStates(line, topic, some.slice(half), false)
}

/** Tells a stored group, with its bytes when they fit. */
function tellGroup(
  line: Line,
  topic: string,
  updates: readonly Uint8Array[],
  through: number,
): void {
  const sizes = updates.map(({ length }) => length)
  const sum = sizes.reduce((total, size) => total + size, 0)
  // Large groups and groups of very many updates are read from the log.
  const fits = sum <= line.bodyBytes && sizes.length <= 256
  const header = { kind: 'stored', through, sizes: fits ? sizes : [] }
  line.tell(topic, header, fits ? Buffer.concat(updates) : new Uint8Array())
}

function takeSignal(
  { presence, others, limits }: RoomLinkSettings,
  { server, count, header, body }: Signal,
  tellAll: () => void,
): void {
  const parsed = headers.safeParse(header)
  if (!parsed.success) return
  switch (parsed.data.kind) {
    case 'stored':
      others.hear(cutBody(body, parsed.data.sizes), parsed.data.through)
      break
    case 'present': {
      const told = parseStates(body, limits.awarenessStateBytes)
      if (told) presence.hear(server, count, told, parsed.data.whole)
      break
    }
    case 'who-is-there':
      tellAll()
  }
}

/** Opens the link of one document. */
export function openRoomLink(settings: RoomLinkSettings): RoomLink {
  const { line, presence, others, now, limits } = settings
  const topic = `document ${settings.document}`
  let toldAt = now()

  const tellAll = (): void => {
    toldAt = now()
    tellStates(line, topic, presence.ownStates(), true)
  }
  const stopHearing = line.hear(topic, {
    signal: (signal) => takeSignal(settings, signal, tellAll),
    live: () => {
      // Whatever was told before was missed.
      others.read()
      line.tell(topic, { kind: 'who-is-there' })
      tellAll()
    },
  })
  const stopWatching = line.onGone((server) => presence.forget({ server }))

  return {
    tellStored: (updates, through) => tellGroup(line, topic, updates, through),
    tellPresence: (some) => tellStates(line, topic, some, false),
    tend: () => {
      presence.forget({ before: now() - limits.keepAliveMs * 3 })
      if (now() - toldAt >= limits.keepAliveMs) tellAll()
    },
    dispose: () => {
      stopHearing()
      stopWatching()
      tellStates(line, topic, [], true)
    },
  }
}
