import { expect, test } from 'vitest'
import { writeZip } from './write-zip.ts'

const files = {
  'dbt_project.yml': '{}\n',
  'models/航班.sql': 'SELECT 1 AS "列 🧵"\n',
  'models/empty.sql': '',
  // The text whose sum every description of CRC-32 gives.
  nine: '123456789',
}

/** Reads a ZIP file as programs do: from the record at its end, through the directory, to each file. */
function unpack(zip: Uint8Array): Record<string, string> {
  const view = new DataView(zip.buffer)
  const end = zip.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  const found: Record<string, string> = {}
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    expect(view.getUint32(at, true)).toBe(0x02014b50)
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength))
    const record = view.getUint32(at + 42, true)
    expect(view.getUint32(record, true)).toBe(0x04034b50)
    const start =
      record + 30 + view.getUint16(record + 26, true) + view.getUint16(record + 28, true)
    const bytes = zip.subarray(start, start + view.getUint32(at + 24, true))
    if (name === 'nine') expect(view.getUint32(at + 16, true)).toBe(0xcbf43926)
    found[name] = new TextDecoder().decode(bytes)
    at += 46 + nameLength
  }
  expect(at).toBe(end)
  return found
}

test('what is unpacked are the same texts under the same paths', () => {
  expect(unpack(writeZip(files))).toEqual(files)
})

test('the same texts give the same bytes, and none give an empty file of files', () => {
  expect(writeZip(files)).toEqual(writeZip({ ...files }))
  expect(unpack(writeZip({}))).toEqual({})
})
