import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'
import { join } from 'node:path'
import { answerUsage } from './answer-usage.ts'

/** Hocuspocus with SQLite, as it comes. */
const folder = process.env.BENCH_FOLDER ?? ''
const server = new Server({
  quiet: true,
  address: '127.0.0.1',
  port: 0,
  extensions: [new SQLite({ database: join(folder, 'documents.sqlite') })],
})
await server.listen()
answerUsage(server.address.port)
