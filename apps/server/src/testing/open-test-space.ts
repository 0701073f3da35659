import { openWorkspaceDocument, type WorkspaceDocument } from '@weft/documents'
import type { Random } from '@weft/kernel'
import type { FastifyInstance } from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openHttp } from '../http/open-http.ts'
import {
  addMembership,
  addOrganisation,
  addPerson,
  foundSpace,
  openAccounts,
  visitor,
  type Caller,
} from '../modules/accounts/index.ts'
import { addDataset, readTableFile } from '../modules/datasets/index.ts'
import { openReleaseBuilder } from '../modules/releases/index.ts'
import { openHistory } from '../open-history.ts'
import { openModules, type ModuleDeps } from '../open-modules.ts'
import { openRightsBoard } from '../rights-board.ts'
import { openBlobs } from '../store/blobs.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { openTalkBoard } from '../talk-board.ts'
import { editStored, openStoreUpdateLog, writeStored } from '../sync/index.ts'

/** What a call answered. */
export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly code?: string }
  readonly bytes: Uint8Array
}

/** A whole server in memory, whose callers say who they are instead of signing in. */
export interface TestSpace {
  readonly deps: ModuleDeps
  readonly store: Store
  /** Calls the API as `person@organisation`, or as a visitor; bytes are sent as an Arrow stream. */
  call(
    who: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Answer>
  /** Changes a workspace's document, as if through a socket of `person@organisation`; the server's own when nobody is named. */
  edit(
    workspace: string,
    change: (document: WorkspaceDocument) => void,
    who?: string,
  ): Promise<void>
  /** Makes the versions that are due. */
  settleVersions(): Promise<void>
  close(): Promise<void>
}

/** People of a test space, each in the organisation after the `@`. */
export const testPeople = [
  'ann@og_build00001',
  'abe@og_build00001',
  'bob@og_build00002',
  'una@og_users00001',
  'ulf@og_users00001',
  'uwe@og_users00002',
] as const

const csv = 'k,v\na,1\na,2\nb,5\n'

function seeded(): Random {
  let state = 7
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function addPeople(store: Store, random: Random, at: Date): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const organisations = new Set(testPeople.map((who) => who.split('@')[1] ?? ''))
    for (const id of organisations) {
      await addOrganisation(transaction, { id, names: { en: id }, role: {}, hue: 10, at })
    }
    for (const who of testPeople) {
      const [name = '', organisation = ''] = who.split('@')
      const email = `${name}@example.org`
      const person = { id: name, name, email, password: null, operator: false, at }
      await addPerson(transaction, random, person)
      await addMembership(transaction, random, { person: name, organisation, role: 'admin', at })
    }
  })
}

async function addTable({ store, blobs }: ModuleDeps, at: Date): Promise<void> {
  const address = await blobs.put(Buffer.from(csv))
  const table = await readTableFile(blobs.path(address), null)
  if (!table.ok) throw new Error(table.failure.code)
  await store.transaction().execute((transaction) =>
    addDataset(transaction, blobs, {
      id: 'test.table',
      sector: 'city',
      title: { en: 'Table' },
      description: {},
      owner: 'og_build00002',
      licence: { spdx: 'CC0-1.0', statement: '', attribution: 'Bob’s data' },
      source: { name: '', publisher: '', derivation: {} },
      columns: table.value.schema.map((column) => ({
        ...column,
        unit: null,
        description: {},
        role: null,
      })),
      table: table.value,
      csv: address,
      sizeBytes: csv.length,
      person: null,
      at,
    }),
  )
}

function callerOf(who: string | undefined): Caller {
  const [person, organisation] = who?.split('@') ?? []
  if (!person || !organisation) return visitor
  return { person, organisation, role: 'admin', operator: false }
}

function callWith(http: FastifyInstance): TestSpace['call'] {
  return async (who, method, path, body) => {
    const response = await http.inject({
      method,
      url: `/api${path}`,
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        ...(who === null ? {} : { 'x-who': who }),
        ...(body instanceof Uint8Array
          ? { 'content-type': 'application/vnd.apache.arrow.stream' }
          : {}),
      },
      ...(body ? { payload: body instanceof Uint8Array ? Buffer.from(body) : body } : {}),
    })
    const json = String(response.headers['content-type']).includes('json')
    return {
      status: response.statusCode,
      body: json ? response.json<Answer['body']>() : {},
      bytes: response.rawPayload,
    }
  }
}

function editDocument(
  { log, random }: ModuleDeps,
  workspace: string,
  change: (document: WorkspaceDocument) => void,
  who = '@',
): Promise<void> {
  const [person = '', organisation = ''] = who.split('@')
  const edit = (doc: Parameters<typeof openWorkspaceDocument>[0]): void => {
    const document = openWorkspaceDocument(doc, { random })
    change(document)
    document.dispose()
  }
  return editStored(log, workspace, edit, { person, organisation })
}

/** Opens a test space with its people and one dataset, `test.table`. */
export async function openTestSpace(): Promise<TestSpace> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-space-'))
  const store = await openStore({ folder: null })
  const random = seeded()
  let named = 0
  const now = (): number => Date.parse('2026-01-01T00:00:00Z') + named++ * 1000
  const blobs = openBlobs(join(folder, 'blobs'), () => `draft-${named++}`)
  await foundSpace(store, { demo: true, newCode: () => 'code' })
  const origin = 'http://localhost'
  const rights = openRightsBoard()
  const accounts = openAccounts({ store, now, random, secret: 'x'.repeat(32), origin, rights })
  const onFailure = (message: string, cause: unknown): void => {
    throw new Error(message, { cause })
  }
  const stored = openStoreUpdateLog({ store, now })
  const { log, ledger, keeper } = openHistory({ store, log: stored, random, now, onFailure })
  const releaseDeps = { store, blobs, log, ledger, now, random }
  const deps: ModuleDeps = {
    ...releaseDeps,
    accounts,
    rights,
    talk: openTalkBoard(),
    build: openReleaseBuilder(releaseDeps),
    newNonce: () => `nonce ${named++}`,
    writeDocument: writeStored(log),
  }
  await addPeople(store, random, new Date(now()))
  await addTable(deps, new Date(now()))
  const http = await openHttp({
    logger: pino({ level: 'error' }),
    reach: { origin: null, loopbackOnly: true },
    random,
    requestsPerMinute: 100_000,
  })
  openModules(http, deps, {
    readCaller: async (headers) => callerOf(headers.get('x-who') ?? undefined),
    uploadFolder: folder,
    uniqueName: () => `upload-${named++}`,
    limits: {},
  })
  return {
    deps,
    store,
    call: callWith(http),
    edit: (workspace, change, who) => editDocument(deps, workspace, change, who),
    settleVersions: () => keeper.settle(),
    close: async () => {
      await keeper.dispose()
      await http.close()
      await store.destroy()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
