import { accept, refuse, type Outcome } from '@weft/kernel'
import { mkdir } from 'node:fs/promises'

/** Makes a folder with those around it, where it is not there yet. */
export async function makeFolder(path: string): Promise<Outcome<null>> {
  try {
    await mkdir(path, { recursive: true })
    return accept(null)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('cli.folder-unwritable', { path, reason })
  }
}
