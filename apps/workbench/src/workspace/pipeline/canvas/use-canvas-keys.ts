import type { StepId } from '@weft/pipeline-model'
import { useToasts } from '@weft/ui-kit'
import { useWords } from '../../../i18n/use-words.ts'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { neighbourStep, type Direction } from './neighbour-step.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** What the keys of the canvas need from around them. */
export interface CanvasKeyParts {
  readonly editor: PipelineEditor
  readonly focusStep: (step: StepId) => void
  readonly openSettings: () => void
  readonly addAfter: (step: StepId | null) => void
}

/** Answers the keys pressed while the canvas or a step on it has the focus. */
export function useCanvasKeys(parts: CanvasKeyParts): (event: KeyboardEvent) => void {
  const plain = usePlainKeys(parts)
  const command = useCommandKeys(parts)
  return (event) => {
    if (isTyping(event.target)) return
    const act = event.ctrlKey || event.metaKey ? command(event.key.toLowerCase()) : plain(event.key)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

function usePlainKeys({ editor, focusStep, openSettings, addAfter }: CanvasKeyParts) {
  const remove = useRemoval(editor)
  const moveFocus = (direction: Direction): void => {
    const [from] = editor.selection.value
    const first = editor.compiled.value.order[0]
    const next = from ? neighbourStep(editor.pipeline.value, from, direction) : first
    if (!next) return
    editor.select([next])
    focusStep(next)
  }
  return (key: string): (() => void) | null => {
    const direction = arrows[key]
    if (direction)
      return () => {
        moveFocus(direction)
      }
    switch (key) {
      case 'Delete':
      case 'Backspace':
        return remove
      case 'Enter':
        return editor.selection.value.length > 0 ? openSettings : null
      case 'Escape':
        return () => {
          editor.select([])
        }
      case 'a':
      case 'A':
        return () => {
          addAfter(editor.selection.value[0] ?? null)
        }
      default:
        return null
    }
  }
}

function useCommandKeys({ editor }: CanvasKeyParts) {
  const { t } = useWords()
  const toasts = useToasts()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(editor.copy())
    toasts.say(t('pipeline.canvas.copied', { n: editor.selection.value.length }))
  }
  const paste = async (): Promise<void> => {
    editor.paste(await navigator.clipboard.readText())
  }
  return (key: string): (() => void) | null => {
    switch (key) {
      case 'c':
        return editor.selection.value.length > 0 ? () => void copy() : null
      case 'v':
        return () => void paste()
      case 'd':
        return editor.selection.value.length > 0
          ? () => {
              editor.duplicate()
            }
          : null
      case 'a':
        return () => {
          editor.select(editor.compiled.value.order)
        }
      default:
        return null
    }
  }
}

/** Deletes the selected connections, or else the selected steps, and says so with a way back. */
export function useRemoval(editor: PipelineEditor): () => void {
  return () => {
    if (editor.selectedEdges.value.length > 0 && editor.selection.value.length === 0) {
      editor.removeEdges(editor.selectedEdges.value)
      editor.selectEdges([])
      return
    }
    if (editor.selection.value.length > 0) editor.removeSteps(editor.selection.value)
  }
}
