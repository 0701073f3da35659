import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret that signs session cookies: made at the first start, kept in the data folder. */
export async function readSecret(folder: string): Promise<string> {
  const path = join(folder, 'secret')
  const kept = await readFile(path, 'utf8').catch(() => '')
  if (kept.trim().length >= 32) return kept.trim()
  const secret = randomBytes(32).toString('hex')
  await writeFile(path, `${secret}\n`, { mode: 0o600 })
  return secret
}
