import { PGlite } from '@electric-sql/pglite'
import { parentPort, workerData } from 'node:worker_threads'
import type { PgliteAnswer, PgliteRequest } from './pglite-messages.ts'

const port = parentPort
if (!port) throw new Error('The embedded database runs only in a worker thread')
const { folder } = workerData as { folder: string | null }

// Whole numbers of 64 bits become numbers and days stay text, as with Postgres.
const database = new PGlite({
  ...(folder === null ? {} : { dataDir: folder }),
  parsers: { 20: Number, 1082: (text: string) => text },
})

async function answer(request: PgliteRequest): Promise<PgliteAnswer> {
  try {
    if (request.sql === null) {
      await database.close()
      return { id: request.id, rows: [], affected: 0, error: null }
    }
    const result = await database.query<Record<string, unknown>>(request.sql, [
      ...request.parameters,
    ])
    return { id: request.id, rows: result.rows, affected: result.affectedRows ?? 0, error: null }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id: request.id, rows: [], affected: 0, error: { message, code: code ?? null } }
  }
}

port.on('message', (request: PgliteRequest) => {
  void answer(request).then((reply) => port.postMessage(reply))
})
