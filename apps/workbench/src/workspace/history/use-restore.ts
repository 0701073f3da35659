import { accept, refuse, type Outcome } from '@weft/kernel'
import {
  contentOf,
  diffContent,
  type EntityKey,
  type WorkspaceContent,
} from '@weft/workspace-changes'
import { useApi } from '../../api/use-api.ts'
import { useWorkspaceSession } from '../session/workspace-session.ts'
import { restoreOne } from './pick-changes.ts'

const longestWaitMs = 15_000

/** Restoring in the live document: the whole of a version as a version of its own, or one step or widget of it. */
export function useRestore(workspace: `ws_${string}`) {
  const api = useApi()
  const { client, document } = useWorkspaceSession()

  function bringTo(content: WorkspaceContent): Outcome<{ readonly done: true }> {
    const done = accept({ done: true } as const)
    if (diffContent(contentOf(document.read()), content).length === 0) return done
    if (document.edit.bringTo(content)) return done
    // What repair would change cannot be reached; half of a version is worse than none.
    document.undo.undo()
    return refuse('version.not-restored')
  }
  /** Waits until the server has what was written here, so that the version it keeps holds it. */
  function stored(): Promise<Outcome<null>> {
    const isStored = () => client.status.read().pendingEdits === 0
    if (isStored()) return Promise.resolve(accept(null))
    return new Promise((resolve) => {
      const settle = (outcome: Outcome<null>) => {
        clearTimeout(timer)
        stop()
        resolve(outcome)
      }
      const timer = setTimeout(() => {
        settle(refuse('version.not-stored-yet'))
      }, longestWaitMs)
      const stop = client.status.onChange(() => {
        if (isStored()) settle(accept(null))
      })
    })
  }
  return {
    whole: async (number: number, content: WorkspaceContent): Promise<Outcome<unknown>> => {
      const brought = bringTo(content)
      if (!brought.ok) return brought
      const kept = await stored()
      if (!kept.ok) return kept
      return api.keepVersion({ params: { workspace }, body: { title: {}, restoredFrom: number } })
    },
    one: (then: WorkspaceContent, key: EntityKey): Promise<Outcome<unknown>> =>
      Promise.resolve(bringTo(restoreOne(contentOf(document.read()), then, key))),
    stored,
  }
}
