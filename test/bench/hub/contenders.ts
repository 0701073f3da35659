import { randomBytes } from 'node:crypto'
import { syncPath } from '@weft/sync-protocol'
import { buildSqlite } from './build-sqlite.ts'
import { namedFraming, plainFraming } from './framing.ts'
import type { Contender } from './running-server.ts'

/** Weft's hub over files, every edit safe on the disk before anybody sees it. */
export const weft: Contender = {
  name: 'Weft',
  file: 'weft.ts',
  framing: plainFraming(syncPath.slice(0, -1)),
  environment: (folder) => ({ BENCH_FOLDER: folder }),
}

/** The reference server in memory: a restart loses everything. */
export const reference: Contender = {
  name: 'y-websocket, memory',
  file: 'reference.ts',
  framing: plainFraming(''),
  environment: () => ({}),
  forgets: true,
}

/** The reference server with its LevelDB. */
export const referenceWithLevelDb: Contender = {
  name: 'y-websocket, LevelDB',
  file: 'reference.ts',
  framing: plainFraming(''),
  environment: (folder) => ({ YPERSISTENCE: folder }),
}

/** Hocuspocus with SQLite, which it writes some seconds after an edit was seen. */
export const hocuspocus: Contender = {
  name: 'Hocuspocus, SQLite',
  file: 'hocuspocus.ts',
  framing: namedFraming,
  environment: (folder) => ({ BENCH_FOLDER: folder }),
  prepare: buildSqlite,
}

/** Weft's hub over a Postgres, in a database of its own that is dropped in the end. */
function weftOnPostgres(address: string): Contender {
  const name = `weft_bench_${randomBytes(4).toString('hex')}`
  const own = new URL(address)
  own.pathname = `/${name}`
  const onServer = async (statement: string): Promise<void> => {
    const { Client } = await import('pg')
    const client = new Client({ connectionString: address })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  return {
    ...weft,
    name: 'Weft, Postgres',
    environment: () => ({ BENCH_POSTGRES: own.href }),
    prepare: async () => {
      await onServer(`create database ${name}`)
      return () => onServer(`drop database ${name} with (force)`)
    },
  }
}

/** Everybody in the comparison; Postgres only when `WEFT_BENCH_POSTGRES` names one. */
export function listContenders(): readonly Contender[] {
  const address = process.env.WEFT_BENCH_POSTGRES
  const others = [reference, referenceWithLevelDb, hocuspocus]
  return address ? [weft, weftOnPostgres(address), ...others] : [weft, ...others]
}
