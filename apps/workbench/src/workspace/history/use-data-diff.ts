import type { Failure } from '@weft/kernel'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { useApi } from '../../api/use-api.ts'
import type { Contents } from '../changes/review-contents.ts'
import { shelveUploads, sourcesOf } from '../session/dataset-shelf.ts'
import { useWorkspaceSession } from '../session/workspace-session.ts'
import { compileContent, rootOf } from './compile-content.ts'
import { diffOutput, outputNames, type OutputDiff } from './diff-outputs.ts'

/** How far a comparison is: which output of how many. */
export interface DiffProgress {
  readonly at: number
  readonly of: number
  readonly name: string
}

/** Compiles both contents of a comparison; null when one has no pipeline. */
function useBothCompiled(workspace: `ws_${string}`, contents: () => Contents) {
  const api = useApi()
  const { engine, datasets } = useWorkspaceSession()
  async function loadTable(table: string): Promise<Uint8Array> {
    const read = await api.readTable({ params: { workspace, table } })
    if (!read.ok) throw new Error(read.failure.code)
    return read.value
  }
  async function compileBoth(signal: AbortSignal) {
    const sources = sourcesOf(datasets.value ?? [])
    const { before, after } = contents()
    const compiled = []
    for (const content of [before, after]) {
      const root = rootOf(content)
      if (!root) return null
      shelveUploads(engine, root, loadTable)
      compiled.push(await compileContent(engine, sources, root, signal))
    }
    const [old, now] = compiled
    return old && now ? { before: old, after: now } : null
  }
  return compileBoth
}

/** Compares the rows of the outputs of two contents in the page's engine, output by output; it can be stopped. */
export function useDataDiff(workspace: `ws_${string}`, contents: () => Contents) {
  const { engine, datasets } = useWorkspaceSession()
  const compileBoth = useBothCompiled(workspace, contents)
  const outputs = shallowRef<readonly OutputDiff[] | null>(null)
  const progress = shallowRef<DiffProgress | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let stop = new AbortController()

  async function run(): Promise<void> {
    stop.abort()
    stop = new AbortController()
    const { signal } = stop
    outputs.value = []
    failure.value = null
    progress.value = { at: 0, of: 0, name: '' }
    const both = await compileBoth(signal)
    const names = both ? outputNames(both) : []
    for (const [at, name] of names.entries()) {
      if (signal.aborted || !both) return
      progress.value = { at: at + 1, of: names.length, name }
      const found = await diffOutput({ engine, ...both, signal }, name)
      if (stop.signal !== signal) return
      if (!found.ok) {
        failure.value = found.failure
        break
      }
      outputs.value = [...outputs.value, found.value]
    }
    progress.value = null
  }
  function halt(): void {
    stop.abort()
    progress.value = null
    failure.value = { code: 'engine.cancelled', args: {} }
  }
  watch(
    [contents, datasets],
    () => {
      if (datasets.value) void run()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    stop.abort()
  })
  return { outputs, progress, failure, run, halt }
}
