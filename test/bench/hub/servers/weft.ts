import { accept } from '@weft/kernel'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as Y from 'yjs'
import {
  openFileUpdateLog,
  openSyncHub,
  type UpdateLog,
} from '../../../../apps/server/src/sync/index.ts'
import { answerUsage } from './answer-usage.ts'
import { openPostgresLog } from './postgres-log.ts'

/** Weft's hub with its real log; nobody signs in, and nobody is held back for being fast. */
const folder = process.env.BENCH_FOLDER ?? ''
const databaseUrl = process.env.BENCH_POSTGRES

const emptySnapshot = Y.encodeStateAsUpdate(new Y.Doc())

function openFileLog(): Promise<UpdateLog> {
  return openFileUpdateLog({
    folder: join(folder, 'documents'),
    now: Date.now,
    births: {
      find: () =>
        Promise.resolve({ snapshot: emptySnapshot, through: 0, compacted: [], hadFile: false }),
      noteFile: () => Promise.resolve(),
      noteChange: () => Promise.resolve(),
    },
  })
}

const person = {
  id: 'pe_aaaaaaaaaa',
  name: { en: 'Ann' },
  organisation: { id: 'og_aaaaaaaaaa', name: { en: 'North' }, hue: 20 },
}
let callers = 0

const hub = openSyncHub({
  log: databaseUrl ? await openPostgresLog(databaseUrl, emptySnapshot) : await openFileLog(),
  // Everybody is somebody else, as in a real room.
  admit: () =>
    Promise.resolve(accept({ person: { ...person, id: `pe_${++callers}` }, mayEdit: true })),
  isOwnOrigin: () => true,
  rights: { watch: () => () => undefined },
  now: Date.now,
  limits: { updatesPerSecond: 1e9, updateBurst: 1e9 },
  onFailure: (message, cause) => {
    console.error(message, cause)
  },
})
const server = createServer()
server.on('upgrade', (request, socket, head) => {
  if (!hub.upgrade(request, socket, head)) socket.destroy()
})
server.listen(0, '127.0.0.1', () => {
  answerUsage((server.address() as AddressInfo).port)
})
