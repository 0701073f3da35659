const encoder = new TextEncoder()

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Numbers of two (`2`) or four (`4`) bytes, the lowest byte first, as every record of a ZIP file has them. */
function numbers(...parts: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array {
  const bytes = parts.flatMap(([size, value]) =>
    Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 255),
  )
  return Uint8Array.from(bytes)
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

// The first day a ZIP file can name: what is inside does not depend on when it was packed.
const firstDay = (1 << 5) | 1
const namesAreUtf8 = 1 << 11
const version = 20

/** The fields both records of a file have: version, flags, no compression, time, sum and sizes. */
function commonFields(bytes: Uint8Array, name: Uint8Array): Uint8Array {
  return numbers(
    [2, version],
    [2, namesAreUtf8],
    [2, 0],
    [2, 0],
    [2, firstDay],
    [4, crcOf(bytes)],
    [4, bytes.length],
    [4, bytes.length],
    [2, name.length],
    [2, 0],
  )
}

/** Packs texts by their paths into a ZIP file, uncompressed; the same texts give the same bytes. */
export function writeZip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const contents: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)]
    const common = commonFields(bytes, name)
    const record = joined([numbers([4, 0x04034b50]), common, name, bytes])
    contents.push(record)
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at])
    directory.push(joined([numbers([4, 0x02014b50], [2, version]), common, rest, name]))
    at += record.length
  }
  const listed = joined(directory)
  const count = directory.length
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, listed.length],
    [4, at],
    [2, 0],
  )
  return joined([...contents, listed, end])
}
