import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const worthIt = /\.(?:js|css|html|svg|json|wasm|ttf)$/
const leastBytes = 1400

/** Writes a .br and a .gz beside every file of a folder that a browser would rather get compressed. */
export async function precompress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name)
    if (!worthIt.test(path) || statSync(path).size < leastBytes) continue
    const bytes = readFileSync(path)
    // The engine is 34 MB: the highest qualities would take a minute for a few percent.
    const quality = path.endsWith('.wasm') ? 6 : 9
    const [brotli, zipped] = await Promise.all([
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
      promisify(gzip)(bytes, { level: 6 }),
    ])
    writeFileSync(`${path}.br`, brotli)
    writeFileSync(`${path}.gz`, zipped)
  }
}
