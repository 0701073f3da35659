import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartFailure } from './start-failure.ts'
import type { Store } from './store/store.ts'

async function readKept(path: string): Promise<string | null> {
  const kept = (await readFile(path, 'utf8').catch(() => '')).trim()
  return kept.length >= 32 ? kept : null
}

/** The secret that signs session cookies: made at the first start of the first server, kept in the shared folder. */
export async function readSecret(folder: string): Promise<string> {
  const path = join(folder, 'secret')
  const kept = await readKept(path)
  if (kept !== null) return kept
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Written whole before it has its name, so that of several servers one makes it and all read the same.
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // A file that is no secret, as a full disk leaves it.
    if ((await readKept(path)) === null) {
      await rm(path, { force: true })
      await link(draft, path)
    }
  } finally {
    await rm(draft, { force: true })
  }
  const made = await readKept(path)
  if (made === null) throw new Error(`The secret in ${path} cannot be read`)
  return made
}

/** Makes sure that this server has the secret, and so the shared folder, of the space in the database. */
export async function checkSecret(
  store: Store,
  place: { readonly secret: string; readonly folder: string; readonly replace: boolean },
): Promise<void> {
  const mark = createHash('sha256').update(`mark ${place.secret}`).digest('hex')
  const update = store.updateTable('space').set({ secret_mark: mark })
  await (place.replace ? update : update.where('secret_mark', 'is', null)).execute()
  const space = await store.selectFrom('space').select('secret_mark').executeTakeFirstOrThrow()
  if (space.secret_mark === mark) return
  throw new StartFailure(
    `The folder ${place.folder} does not belong to the space in this database: its secret is another one.\n` +
      'Give every server of the space the same folder with WEFT_SHARED, or bring the folder back from a backup.\n' +
      'If the secret is lost for good, start once with WEFT_NEW_SECRET=on; everybody has to sign in again.',
  )
}
