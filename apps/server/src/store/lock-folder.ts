import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartFailure } from '../start-failure.ts'

function isAlive(pid: number): boolean {
  if (pid === process.pid || pid <= 0 || !Number.isInteger(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// Node's own recursive mkdir never ends where the system says ENOENT below an existing folder, as in /proc.
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) await makeFolder(parent)
  await mkdir(folder, { mode: 0o700 })
}

async function writeLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(`${process.pid}\n`)
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

// Two servers of one process (in tests) have the same process id, so they are told apart here.
const lockedHere = new Set<string>()

/** Takes the data folder for this server; gives back the function that frees it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'server.lock')
  try {
    await makeFolder(folder)
    if (!(await writeLock(path))) {
      const holder = Number(await readFile(path, 'utf8'))
      if (isAlive(holder) || lockedHere.has(path)) {
        throw new StartFailure(
          `Another Weft server (process ${holder}) is using the data folder ${folder}.\n` +
            'Stop it first, or give this one a folder of its own with WEFT_DATA.',
        )
      }
      await rm(path, { force: true })
      if (!(await writeLock(path))) {
        throw new StartFailure(`Another Weft server has just taken the data folder ${folder}.`)
      }
    }
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw new StartFailure(
      `The data folder ${folder} cannot be written: ${(error as Error).message}\n` +
        'Give Weft a folder it may write with WEFT_DATA=/path/to/folder.',
      error,
    )
  }
  lockedHere.add(path)
  return async () => {
    lockedHere.delete(path)
    await rm(path, { force: true })
  }
}
