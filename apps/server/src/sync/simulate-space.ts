import {
  createWorkspaceContent,
  openWorkspaceDocument,
  type WorkspaceDocument,
} from '@weft/documents'
import { emptyTemplate, seededRandom } from '@weft/documents/testing'
import type { Random } from '@weft/kernel'
import { repairPipeline, stepKinds, type StepId } from '@weft/pipeline-model'
import * as Y from 'yjs'
import { applyStored } from './apply-stored.ts'
import { openConnection, type Connection } from './connection.ts'
import { workHere } from './document-work.ts'
import { openMemoryUpdateLog } from './memory-update-log.ts'
import { openMoodyLog, turn } from './moody-log.ts'
import { openRooms, type Rooms } from './open-rooms.ts'
import { syncLimits } from './sync-limits.ts'
import { silentObserver } from './sync-observer.ts'
import type { UpdateLog } from './update-log.ts'
import { openVirtualClient, openVirtualSocket, type VirtualClient } from './virtual-client.ts'

const document = 'ws_abcdefghij'
const organisation = { id: 'og_a', name: { en: 'A' }, hue: 10 }

/** How much is simulated of one seed. */
export interface SimulationSize {
  readonly clients: number
  readonly steps: number
}

/** What came of one seed. */
export interface SimulationResult {
  readonly edits: number
  readonly drops: number
  readonly restarts: number
  readonly compactions: number
  readonly failures: number
  /** What is wrong, in a sentence each; nothing when all is well. */
  readonly problems: readonly string[]
}

interface Seat {
  readonly client: VirtualClient
  mayEdit: boolean
  connection: Connection | null
}

interface Counts {
  edits: number
  drops: number
  restarts: number
  compactions: number
  failures: number
}

interface Simulation {
  readonly random: Random
  readonly log: UpdateLog
  readonly seats: readonly Seat[]
  readonly counts: Counts
  readonly store: { mayFail: boolean }
  readonly clock: { now: number }
  rooms: Rooms
}

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)]
}

const limits = {
  ...syncLimits,
  compactAfter: 12,
  compactPauseMs: 50,
  idleMs: 200,
  storeRetry: { firstWaitMs: 0, longestWaitMs: 0, forMs: 100 },
}

function newRooms({ log, clock }: Pick<Simulation, 'log' | 'clock'>, random: Random): Rooms {
  return openRooms({
    line: null,
    log,
    now: () => clock.now,
    random,
    work: workHere,
    limits,
    observer: silentObserver,
    onFailure: () => undefined,
  })
}

async function openSimulation(seed: number, clients: number): Promise<Simulation> {
  const random = seededRandom(seed)
  const memory = openMemoryUpdateLog(() => 0)
  const birth = new Y.Doc()
  birth.clientID = 1_000_000
  createWorkspaceContent(birth, emptyTemplate)
  await memory.create(document, Y.encodeStateAsUpdate(birth))
  const counts: Counts = { edits: 0, drops: 0, restarts: 0, compactions: 0, failures: 0 }
  const store = { mayFail: true }
  const log = openMoodyLog(memory, random, store, counts)
  const clock = { now: 0 }
  const seats = Array.from({ length: clients }, (_, index) => ({
    client: openVirtualClient(index + 1, seededRandom(seed * 100 + index)),
    mayEdit: true,
    connection: null,
  }))
  return { random, log, seats, counts, store, clock, rooms: newRooms({ log, clock }, random) }
}

async function connect(simulation: Simulation, seat: Seat): Promise<void> {
  const room = await simulation.rooms.find(document)
  if (!room) throw new Error('The document is gone')
  const socket = openVirtualSocket()
  const id = `pe_${seat.client.doc.clientID}`
  const connection = openConnection({
    socket: socket.end,
    admission: { person: { id, name: { en: id }, organisation }, mayEdit: seat.mayEdit },
    wantsDurable: true,
    limits,
    now: () => simulation.clock.now,
    observer: silentObserver,
  })
  seat.connection = connection
  room.join(connection)
  seat.client.connect(socket)
}

async function drop(simulation: Simulation, seat: Seat): Promise<void> {
  const { connection } = seat
  seat.client.drop()
  seat.connection = null
  if (connection) (await simulation.rooms.find(document))?.leave(connection)
}

function edit(editor: WorkspaceDocument, random: Random): void {
  const pen = editor.edit
  const pipeline = editor.read().pipelines[0]
  // Nobody can edit what they have not got yet.
  if (!pipeline) return
  const steps = Object.keys(pipeline.steps) as StepId[]
  const [step, other] = [pick(steps, random), pick(steps, random)]
  const choice = random()
  const position = { x: Math.floor(random() * 900), y: Math.floor(random() * 900) }
  if (choice < 0.3 || !step || !other) {
    pen.addStep({ kind: pick(stepKinds, random) ?? 'filter', position })
  } else if (choice < 0.6) {
    pen.connect({
      from: step,
      to: other,
      port: pick(['in', 'left', 'right'] as const, random) ?? 'in',
    })
  } else if (choice < 0.7) pen.removeSteps([step])
  else if (choice < 0.85) pen.setStepTitle(step, { en: `title ${Math.floor(random() * 9)}` })
  else pen.moveSteps({ [step]: position })
}

async function changeRole(simulation: Simulation, seat: Seat, mayEdit: boolean): Promise<void> {
  seat.mayEdit = mayEdit
  const { connection } = seat
  if (!connection) return
  const couldEdit = connection.mayEdit
  connection.readmit({ person: connection.person, mayEdit })
  if (mayEdit && !couldEdit) (await simulation.rooms.find(document))?.greet(connection)
}

function restart(simulation: Simulation): void {
  simulation.counts.restarts++
  simulation.rooms.dispose()
  for (const seat of simulation.seats) {
    seat.client.drop()
    seat.connection = null
  }
  simulation.rooms = newRooms(simulation, simulation.random)
}

async function deliver(simulation: Simulation, seat: Seat): Promise<boolean> {
  const socket = seat.client.socket()
  if (!socket) return false
  const room = await simulation.rooms.find(document)
  const bytes =
    simulation.random() < 0.5 || socket.toClient.length === 0 ? socket.toServer.shift() : undefined
  // What was on its way when the socket closed is lost.
  if (bytes && socket.isOpen() && seat.connection) room?.receive(seat.connection, bytes)
  return bytes !== undefined || seat.client.takeOne()
}

type Happening = (simulation: Simulation, seat: Seat) => Promise<void> | void

/** What may happen next, each with the share of the steps in which it does. */
const happenings: readonly (readonly [share: number, happening: Happening])[] = [
  [
    0.35,
    ({ counts, random }, { client }) => {
      counts.edits++
      edit(client.editor, random)
    },
  ],
  [
    0.45,
    async (simulation, seat) => {
      const times = 1 + Math.floor(simulation.random() * 6)
      for (let count = 0; count < times; count++) await deliver(simulation, seat)
    },
  ],
  [0.1, (simulation, seat) => (seat.connection ? undefined : connect(simulation, seat))],
  [
    0.04,
    (simulation, seat) => {
      simulation.counts.drops++
      return drop(simulation, seat)
    },
  ],
  [0.03, (simulation, seat) => changeRole(simulation, seat, simulation.random() < 0.6)],
  [
    0.02,
    async ({ rooms }) => {
      const room = await rooms.find(document)
      // Not waited for: people go on meanwhile.
      void room?.compact(1)
    },
  ],
  [0.01, restart],
]

function nextHappening(random: Random): Happening | undefined {
  let rest = random()
  return happenings.find(([share]) => (rest -= share) < 0)?.[1]
}

async function step(simulation: Simulation): Promise<void> {
  const { random, clock } = simulation
  clock.now += Math.floor(random() * 20)
  const seat = pick(simulation.seats, random)
  if (!seat) return
  if (seat.connection && !seat.client.socket()?.isOpen()) await drop(simulation, seat)
  await nextHappening(random)?.(simulation, seat)
  if (random() < 0.3) await turn()
  if (random() < 0.1) simulation.rooms.tend()
}

/** Brings one back and delivers everything that waits for them; false when nothing did. */
async function settle(simulation: Simulation, seat: Seat): Promise<boolean> {
  if (seat.connection && !seat.client.socket()?.isOpen()) await drop(simulation, seat)
  if (!seat.connection) await connect(simulation, seat)
  let moved = false
  while (await deliver(simulation, seat)) moved = true
  return moved
}

/** Everybody may edit and comes back; what waits is delivered until nothing does. */
async function comeToRest(simulation: Simulation): Promise<boolean> {
  simulation.store.mayFail = false
  for (const seat of simulation.seats) await changeRole(simulation, seat, true)
  let quiet = 0
  for (let round = 0; quiet < 8; round++) {
    if (round > 5000) return false
    simulation.clock.now += 5
    let moved = false
    for (const seat of simulation.seats) moved = (await settle(simulation, seat)) || moved
    await turn()
    const isQuiet = simulation.rooms.all().every(([, room]) => room.isQuiet())
    quiet = moved || !isQuiet ? 0 : quiet + 1
  }
  return true
}

async function problemsOf(simulation: Simulation): Promise<string[]> {
  const problems: string[] = []
  const [first, ...others] = simulation.seats.map(({ client }) => client)
  if (!first) return ['There is nobody']
  const stored = await simulation.log.load(document)
  const whole = stored ? applyStored(stored) : new Y.Doc()
  const said = JSON.stringify(first.editor.read())
  for (const other of others) {
    if (JSON.stringify(other.editor.read()) !== said) {
      problems.push(`Client ${other.doc.clientID} shows something else than client 1`)
    }
  }
  const kept = openWorkspaceDocument(whole, { random: simulation.random })
  if (JSON.stringify(kept.read()) !== said) problems.push('The log holds something else')
  if (!Y.equalSnapshots(Y.snapshot(whole), Y.snapshot(first.doc))) {
    problems.push('The log lacks a change or has one too many')
  }
  kept.dispose()
  for (const pipeline of first.editor.read().pipelines) {
    if (repairPipeline(pipeline).notices.length > 0) problems.push('The pipeline is not valid')
  }
  whole.destroy()
  return problems
}

/**
 * Lives through one seed: people edit, lose their connection, come back and change roles, while the store fails
 * now and then, the document is compacted and the server is restarted. In the end everybody must have the same.
 */
export async function simulateSpace(seed: number, size: SimulationSize): Promise<SimulationResult> {
  const simulation = await openSimulation(seed, size.clients)
  for (const seat of simulation.seats) await connect(simulation, seat)
  for (let count = 0; count < size.steps; count++) await step(simulation)
  const isAtRest = await comeToRest(simulation)
  const problems = isAtRest ? await problemsOf(simulation) : ['It does not come to rest']
  simulation.rooms.dispose()
  for (const { client } of simulation.seats) client.dispose()
  return { ...simulation.counts, problems }
}
