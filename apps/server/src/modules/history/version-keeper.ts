import { isId, type Clock } from '@weft/kernel'
import { makeVersion, type VersionDeps } from './make-version.ts'

/** When versions are made by themselves. */
export interface VersionRhythm {
  /** A pause of this length ends a version. */
  readonly idleMs: number
  /** While people go on editing one is made this often. */
  readonly mostMs: number
}

/** The rhythm of the product. */
export const versionRhythm: VersionRhythm = { idleMs: 20_000, mostMs: 300_000 }

/** Makes versions by itself as people edit. */
export interface VersionKeeper {
  /** Hears that edits of a document were stored. */
  edited(document: string): void
  /** Makes the versions that are due, without waiting for the pause. */
  settle(): Promise<void>
  dispose(): Promise<void>
}

interface Due {
  readonly since: number
  last: number
  timer: NodeJS.Timeout
}

/** Opens the keeper. */
export function openVersionKeeper(
  deps: VersionDeps & {
    readonly now: Clock
    readonly rhythm?: VersionRhythm
    readonly onFailure: (message: string, cause: unknown) => void
  },
): VersionKeeper {
  const { now, rhythm = versionRhythm, onFailure } = deps
  const due = new Map<string, Due>()
  let running: Promise<void> = Promise.resolve()

  const make = (workspace: string): void => {
    due.delete(workspace)
    running = running.then(async () => {
      const actor = { person: null, organisation: null }
      const request = { workspace, at: new Date(now()), kind: 'automatic', actor } as const
      await makeVersion(deps, request).catch((cause: unknown) => {
        onFailure('A version could not be kept', cause)
      })
    })
  }

  // Edits come by the thousand: they only move the moment, and the timer looks again when it rings.
  const plan = (document: string, { since, last }: Pick<Due, 'since' | 'last'>): NodeJS.Timeout => {
    const at = Math.min(last + rhythm.idleMs, since + rhythm.mostMs)
    return setTimeout(() => ring(document), Math.max(0, at - now())).unref()
  }

  const ring = (document: string): void => {
    const entry = due.get(document)
    if (!entry) return
    const isOver = now() >= Math.min(entry.last + rhythm.idleMs, entry.since + rhythm.mostMs)
    if (isOver) make(document)
    else entry.timer = plan(document, entry)
  }

  return {
    edited: (document) => {
      if (!isId('ws', document)) return
      const last = now()
      const known = due.get(document)
      if (known) known.last = last
      else due.set(document, { since: last, last, timer: plan(document, { since: last, last }) })
    },
    settle: async () => {
      for (const [document, { timer }] of due) {
        clearTimeout(timer)
        make(document)
      }
      await running
    },
    dispose: async () => {
      for (const { timer } of due.values()) clearTimeout(timer)
      due.clear()
      await running
    },
  }
}
