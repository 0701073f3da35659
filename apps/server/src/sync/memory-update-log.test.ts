import { openMemoryUpdateLog } from './memory-update-log.ts'
import { updateLogCompactionContract, updateLogContract } from './update-log-contract.ts'

const open = async () => {
  const log = openMemoryUpdateLog()
  return {
    log,
    create: (document: string, snapshot: Uint8Array) => log.create(document, snapshot),
    close: async () => undefined,
  }
}

updateLogContract('The update log in memory', open)
updateLogCompactionContract('The update log in memory', open)
