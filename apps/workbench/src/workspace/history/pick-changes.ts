import type { Edge } from '@weft/pipeline-model'
import {
  applyChanges,
  diffContent,
  entityKey,
  stepOfContent,
  type EntityChange,
  type EntityKey,
  type WorkspaceContent,
} from '@weft/workspace-changes'

/** Whether a connection can stand: both its steps are there. */
function canStand({ entity, change }: EntityChange, now: WorkspaceContent, step: string): boolean {
  if (change === 'removed') return true
  const { from, to } = entity.fields.get('edge') as Edge
  return [from, to].every((id) => id === step || stepOfContent(now, id) !== null)
}

function belongs(change: EntityChange, key: EntityKey, now: WorkspaceContent): boolean {
  const { entity } = change
  if (entity.key === key || (entity.type === 'item' && entity.parent === key)) return true
  if (entity.type !== 'edge') return false
  const { from, to } = entity.fields.get('edge') as Edge
  const step = [to, from].find((id) => entityKey('step', id) === key)
  return step !== undefined && canStand(change, now, step)
}

/** The content as it is now, with one step, widget or page alone brought back to what it was. */
export function restoreOne(
  now: WorkspaceContent,
  then: WorkspaceContent,
  key: EntityKey,
): WorkspaceContent {
  const changes = diffContent(now, then)
  return applyChanges(
    now,
    changes.filter((change) => belongs(change, key, now)),
  )
}
