import type { WorkspaceDocument } from '@weft/documents'
import type { StepId } from '@weft/pipeline-model'
import type { Sight } from '@weft/workspace-client'
import { nextTick, ref, shallowRef, type Ref } from 'vue'
import type { Conversation } from '../conversation/conversation.ts'
import { conversationActs } from '../conversation/use-conversation-keys.ts'
import type { CommandQuestion } from './command/command-entry.ts'
import type { PipelineEditor } from './editor/pipeline-editor.ts'
import { isTyping, shortcutOf } from './shortcuts/shortcut-of.ts'
import type { ShortcutActs } from './shortcuts/shortcuts.ts'

/** What the editor asks of the canvas. */
export interface CanvasPart {
  readonly acts: () => ShortcutActs
  readonly focusStep: (step: StepId) => void
  readonly reveal: (step: StepId) => void
  readonly showSight: (sight: Sight) => void
  readonly onKey: (event: KeyboardEvent) => void
}

/** What the editor asks of the outline. */
export interface OutlinePart {
  readonly focus: () => void
}

/** The parts of the editor that can hold the focus. */
export interface EditorParts {
  readonly canvas: Ref<CanvasPart | null>
  readonly outline: Ref<OutlinePart | null>
  readonly conversation: Conversation | null
  /** Stops the computing; null while nothing runs. */
  readonly stopRuns: () => (() => void) | null
  readonly undo: Pick<WorkspaceDocument['undo'], 'undo' | 'redo' | 'canUndo' | 'canRedo'>
}

/** Which boxes are open, what the keys do from anywhere in the editor, and where the focus goes back to. */
export function useEditorPlaces(
  editor: PipelineEditor,
  { canvas, outline, undo, conversation, stopRuns }: EditorParts,
) {
  const side = ref<'steps' | 'outline' | null>('steps')
  const question = shallowRef<CommandQuestion | null>(null)
  const showsKeys = ref(false)
  const showsExport = ref(false)
  const focusSteps = (): void => {
    void nextTick(() => {
      const [step] = editor.selection.value
      if (outline.value) outline.value.focus()
      else if (step) canvas.value?.focusStep(step)
    })
  }
  const ask = (wanted: CommandQuestion): void => {
    question.value = wanted
  }
  const everywhere = everywhereActs({ ask, side, showsKeys, showsExport, focusSteps })
  const stopActs = (): ShortcutActs => {
    const stop = stopRuns()
    return stop ? { stopRuns: stop } : {}
  }
  const acts = (): ShortcutActs => ({
    ...canvas.value?.acts(),
    ...everywhere,
    ...stopActs(),
    ...(conversation && conversationActs(conversation)),
    ...undoActs(undo),
  })
  return {
    side,
    question,
    showsKeys,
    showsExport,
    ask,
    acts,
    focusSteps,
    close: (): void => {
      question.value = null
    },
    onKey: (event: KeyboardEvent): void => {
      if (isElsewhere(event)) return
      const wanted = shortcutOf(event, 'canvas')
      const act = wanted && { ...everywhere, ...stopActs() }[wanted]
      // Where nothing has the focus, as after the deletion of what had it, the keys are those of the canvas.
      if (!act && event.target === document.body) canvas.value?.onKey(event)
      if (!act) return
      event.preventDefault()
      act()
    },
  }
}

function undoActs(undo: EditorParts['undo']): ShortcutActs {
  return {
    ...(undo.canUndo && {
      undo: () => {
        undo.undo()
      },
    }),
    ...(undo.canRedo && {
      redo: () => {
        undo.redo()
      },
    }),
  }
}

/** Whether a key belongs to an open box, an editor of text or a field. */
function isElsewhere(event: KeyboardEvent): boolean {
  const { target } = event
  if (document.querySelector('[role="dialog"], dialog[open]')) return true
  if (target instanceof Element && target.closest('.monaco-editor')) return true
  return !event.ctrlKey && !event.metaKey && isTyping(target)
}

interface Boxes {
  readonly ask: (question: CommandQuestion) => void
  readonly side: Ref<'steps' | 'outline' | null>
  readonly showsKeys: Ref<boolean>
  readonly showsExport: Ref<boolean>
  readonly focusSteps: () => void
}

function everywhereActs({ ask, side, showsKeys, showsExport, focusSteps }: Boxes): ShortcutActs {
  return {
    palette: () => {
      ask({ kind: 'all' })
    },
    find: () => {
      ask({ kind: 'find' })
    },
    sheet: () => {
      showsKeys.value = true
    },
    exportPipeline: () => {
      showsExport.value = true
    },
    outline: () => {
      side.value = side.value === 'outline' ? 'steps' : 'outline'
      focusSteps()
    },
  }
}
