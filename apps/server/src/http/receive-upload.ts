import { accept, refuse, type Outcome } from '@weft/kernel'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { UploadedFile } from './handler.ts'

class TooLarge extends Error {}

/** Streams a body into a temporary file, at most `limitBytes`; the name is ours, never the sender's. */
export async function receiveUpload(
  body: Readable,
  limitBytes: number,
  place: { readonly folder: string; readonly name: string },
): Promise<Outcome<UploadedFile>> {
  await mkdir(place.folder, { recursive: true })
  const path = join(place.folder, place.name)
  let sizeBytes = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      sizeBytes += chunk.byteLength
      if (sizeBytes > limitBytes) next(new TooLarge())
      else next(null, chunk)
    },
  })
  try {
    await pipeline(body, counter, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return accept({ path, sizeBytes })
  } catch (error) {
    await rm(path, { force: true })
    if (!(error instanceof TooLarge)) throw error
    return refuse('upload.too-large', { limitMb: Math.round(limitBytes / 1024 / 1024) })
  }
}
