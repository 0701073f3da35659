import * as Y from 'yjs'
import type { WorkspaceRoots } from './document-shape.ts'
import { takeSparing } from './spare-later-values.ts'
import { openUndoGuard } from './undo-guard.ts'

/** What one person may take back and do again; it never touches what others did. */
export interface UndoHistory {
  undo(): void
  redo(): void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Ends the current step: what follows is taken back on its own. */
  stopCapturing(): void
  /** Makes what is written to one setting one step, however long the pauses, until the answer is called. */
  hold(): () => void
  /** Also takes back what this origin writes, such as a text editor bound to SQL; the answer ends that. */
  track(origin: object): () => void
  onChange(listener: () => void): () => void
}

/** The history as the document itself uses it. */
export interface OpenUndoHistory extends UndoHistory {
  /** Begins a step, unless it continues the one before. */
  begin(continues: string | null): void
  dispose(): void
}

const pauseMs = 500

const events = [
  'stack-item-added',
  'stack-item-popped',
  'stack-item-updated',
  'stack-cleared',
] as const

/** Tells listeners of every change of a manager's stacks. */
function openStackListeners(manager: Y.UndoManager) {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  for (const event of events) manager.on(event, tell)
  return {
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    dispose: () => {
      listeners.clear()
    },
  }
}

function holdOf(manager: Y.UndoManager, begin: (continues: null) => void): UndoHistory['hold'] {
  return () => {
    begin(null)
    manager.captureTimeout = Number.MAX_SAFE_INTEGER
    return () => {
      manager.captureTimeout = pauseMs
      begin(null)
    }
  }
}

/** Opens the history of what one origin writes. */
export function openUndoHistory(
  doc: Y.Doc,
  roots: WorkspaceRoots,
  origin: object,
): OpenUndoHistory {
  const guard = openUndoGuard(doc)
  const tracked = new Set<object>()
  let step: string | null = null

  // Registered before the manager's own listener, so that typing begins its own step.
  const beforeTyping = (transaction: Y.Transaction) => {
    if (!tracked.has(transaction.origin as object)) return
    begin('typing')
  }
  doc.on('beforeTransaction', beforeTyping)
  const manager = new Y.UndoManager(Object.values(roots) as Y.Map<unknown>[], {
    trackedOrigins: new Set([origin]),
    deleteFilter: (item) => guard.mayDelete(item),
    captureTimeout: pauseMs,
  })
  const stacks = openStackListeners(manager)

  function begin(continues: string | null): void {
    if (continues === null || continues !== step) manager.stopCapturing()
    step = continues
  }

  return {
    undo: () => {
      begin(null)
      takeSparing(manager, 'undo')
    },
    redo: () => {
      begin(null)
      takeSparing(manager, 'redo')
    },
    get canUndo() {
      return manager.canUndo()
    },
    get canRedo() {
      return manager.canRedo()
    },
    stopCapturing: () => {
      begin(null)
    },
    hold: holdOf(manager, begin),
    track: (other) => {
      tracked.add(other)
      manager.addTrackedOrigin(other)
      return () => {
        tracked.delete(other)
        manager.removeTrackedOrigin(other)
      }
    },
    onChange: stacks.onChange,
    begin,
    dispose: () => {
      stacks.dispose()
      doc.off('beforeTransaction', beforeTyping)
      manager.destroy()
      guard.dispose()
    },
  }
}
