import { refuse, type Id, type Outcome } from '@weft/kernel'
import type { WaitingEdits, WorkspaceClient } from '@weft/workspace-client'

const longestWaitMs = 20_000

type Fork = Pick<WorkspaceClient, 'status' | 'bringIn'>

/** Waits until a client's state is one of these; false when that takes too long or it is refused. */
function reached(fork: Fork, isThere: () => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (is: boolean): void => {
      clearTimeout(timer)
      stop()
      resolve(is)
    }
    const look = (): void => {
      if (isThere()) end(true)
      else if (fork.status.read().state === 'refused') end(false)
    }
    const timer = setTimeout(() => {
      end(false)
    }, longestWaitMs)
    const stop = fork.status.onChange(look)
    queueMicrotask(look)
  })
}

/** Brings edits into the fork of a proposal and waits until the server has them. */
export async function bringIntoFork(
  open: (proposal: Id<'pr'>) => Fork & Pick<WorkspaceClient, 'dispose'>,
  proposal: Id<'pr'>,
  edits: WaitingEdits,
): Promise<Outcome<null>> {
  const fork = open(proposal)
  const isIn = () => ['synced', 'saved'].includes(fork.status.read().state)
  try {
    if (!(await reached(fork, isIn))) return refuse('edits.fork-unreachable')
    const brought = fork.bringIn(edits)
    if (!brought.ok) return brought
    const isKept = () => isIn() && fork.status.read().pendingEdits === 0
    return (await reached(fork, isKept)) ? brought : refuse('edits.fork-unreachable')
  } finally {
    fork.dispose()
  }
}
