import { join } from 'node:path'
import { destination, pino, type Logger } from 'pino'

/** Opens the structured log: a file in the data folder, or standard output. */
export function openLog(
  folder: string,
  logTo: 'file' | 'stdout',
): { readonly log: Logger; readonly close: () => Promise<void> } {
  const target = destination({
    dest: logTo === 'stdout' ? 1 : join(folder, 'server.log'),
    sync: true,
    mkdir: true,
  })
  const log = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
    },
    target,
  )
  return {
    log,
    close: async () => {
      target.flushSync()
      if (logTo === 'file') target.end()
    },
  }
}
