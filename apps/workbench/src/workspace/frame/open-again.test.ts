import type { WorkspaceStatus } from '@weft/workspace-client'
import { expect, test } from 'vitest'
import { openAgain } from './open-again.ts'

function called(reason: WorkspaceStatus['reason']): readonly string[] {
  const calls: string[] = []
  const status: WorkspaceStatus = {
    state: 'refused',
    reason,
    pendingEdits: 1,
    mayEdit: true,
    isHolding: false,
    damagedEdits: 0,
  }
  openAgain(
    {
      status: { read: () => status, onChange: () => () => undefined },
      reconnect: () => calls.push('reconnect'),
    },
    { reload: () => calls.push('reload') },
  )
  return calls
}

test('[SYNC-88] a document that broke half way is read anew with its page, any other connection is made again', () => {
  expect(called('unsound')).toEqual(['reload'])
  expect(called('signed-out')).toEqual(['reconnect'])
})
