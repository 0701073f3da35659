import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const skipped = new Set(['node_modules', 'dist', '.tsbuild', '.weft', '.cache'])

function addTo(hash, path) {
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (!skipped.has(name)) addTo(hash, join(path, name))
    }
    return
  }
  hash.update(path).update('\0').update(readFileSync(path)).update('\0')
}

/** One hash over the content of files and folders, leaving out what installing and building make. */
export function hashFiles(root, paths) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const path of paths) addTo(hash, join(root, path))
  return hash.digest('hex')
}
