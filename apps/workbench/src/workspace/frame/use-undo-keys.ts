import { onBeforeUnmount, onMounted } from 'vue'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { undoKey } from './undo-key.ts'

/** Ctrl+Z and Ctrl+Shift+Z work everywhere outside text fields, for as long as the component lives. */
export function useUndoKeys({
  canEdit,
  document: shared,
}: Pick<WorkspaceSession, 'canEdit' | 'document'>): void {
  function onKey(event: KeyboardEvent): void {
    const wanted = canEdit.value ? undoKey(event) : null
    if (!wanted) return
    event.preventDefault()
    shared.undo[wanted]()
  }
  onMounted(() => {
    window.addEventListener('keydown', onKey)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
  })
}
