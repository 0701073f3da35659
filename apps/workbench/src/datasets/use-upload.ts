import { uploadLimitBytes } from '@weft/api-contract'
import type { Failure } from '@weft/kernel'
import { tableFileEndings } from '@weft/table-files'
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Upload } from './dataset-shapes.ts'
import type { SendFile } from './use-send-file.ts'

/** The most megabytes a file may have. */
export const uploadLimitMb = uploadLimitBytes / (1024 * 1024)

/** Why a file is not sent at all. */
export type FileObjection = 'not-table' | 'empty' | 'many'

/** How far an upload is. */
export type UploadState =
  | { readonly at: 'none' }
  | {
      readonly at: 'sending'
      readonly name: string
      readonly bytes: number
      readonly share: number
    }
  | { readonly at: 'cancelled' }
  | {
      readonly at: 'objected'
      readonly to: FileObjection
      readonly name: string
      readonly n: number
    }
  | { readonly at: 'refused'; readonly failure: Failure }
  | { readonly at: 'read'; readonly name: string; readonly upload: Upload }

/** One upload at a time, from the choice of a file to what the space read in it. */
export interface Uploading {
  readonly state: Readonly<ShallowRef<UploadState>>
  start: (files: readonly File[]) => Promise<void>
  cancel: () => void
}

function isTable(name: string): boolean {
  const folded = name.toLowerCase()
  return tableFileEndings.some((ending) => folded.endsWith(ending))
}

/** What speaks against sending these files, or null; checked here so that nobody waits for a sure refusal. */
export function objectTo(files: readonly Pick<File, 'name' | 'size'>[]): UploadState | null {
  const [file] = files
  if (!file) return { at: 'none' }
  const about = { at: 'objected', name: file.name, n: files.length } as const
  if (files.length > 1) return { ...about, to: 'many' }
  if (!isTable(file.name)) return { ...about, to: 'not-table' }
  if (file.size === 0) return { ...about, to: 'empty' }
  if (file.size > uploadLimitBytes) {
    const failure = { code: 'upload.too-large', args: { limitMb: uploadLimitMb } }
    return { at: 'refused', failure }
  }
  return null
}

/** Keeps the state of an upload for as long as the component lives; leaving cancels it. */
export function useUpload(send: SendFile): Uploading {
  const state = shallowRef<UploadState>({ at: 'none' })
  let running: AbortController | null = null
  const stop = (): void => {
    running?.abort()
    running = null
  }
  onScopeDispose(stop)
  async function start(files: readonly File[]): Promise<void> {
    stop()
    const objection = objectTo(files)
    const [file] = files
    if (objection || !file) {
      state.value = objection ?? { at: 'none' }
      return
    }
    const mine = new AbortController()
    running = mine
    const sending = { at: 'sending', name: file.name, bytes: file.size } as const
    state.value = { ...sending, share: 0 }
    const outcome = await send(file, {
      signal: mine.signal,
      onSent: (share) => {
        if (running === mine) state.value = { ...sending, share }
      },
    })
    if (running !== mine) return
    running = null
    state.value = outcome.ok
      ? { at: 'read', name: file.name, upload: outcome.value }
      : { at: 'refused', failure: outcome.failure }
  }
  return {
    state,
    start,
    cancel: () => {
      stop()
      state.value = { at: 'cancelled' }
    },
  }
}
