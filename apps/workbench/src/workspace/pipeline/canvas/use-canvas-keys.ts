import type { StepId } from '@weft/pipeline-model'
import { useToasts } from '@weft/ui-kit'
import { useWords } from '../../../i18n/use-words.ts'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { useProblemWords } from '../use-problem-words.ts'
import type { CanvasView } from './use-canvas-view.ts'
import { flowOf } from './flow-of.ts'
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
  readonly view: Pick<CanvasView, 'zoomIn' | 'zoomOut' | 'zoomWhole' | 'fit' | 'fitSoon'>
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
    const isCommand = event.ctrlKey || event.metaKey
    const act = isCommand ? command(event.key) : event.altKey ? null : plain(event)
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

type Act = () => void
type KeyTable = Readonly<Record<string, Act | undefined>>

function usePlainKeys(parts: CanvasKeyParts) {
  const { editor, focusStep, openSettings, addAfter, view } = parts
  const remove = useRemoval(editor)
  const moveFocus = (direction: Direction): void => {
    const [from] = editor.selection.value
    const first = editor.compiled.value.order[0]
    const next = from ? neighbourStep(editor.pipeline.value, from, direction) : first
    if (!next) return
    editor.select([next])
    focusStep(next)
  }
  const selectFlow = (direction: Direction): void => {
    if (direction === 'left' || direction === 'right') {
      editor.select(flowOf(editor.pipeline.value, editor.selection.value, direction))
    }
  }
  const hasSelection = (): boolean => editor.selection.value.length > 0
  const table = (): KeyTable => ({
    delete: remove,
    backspace: remove,
    enter: hasSelection() ? openSettings : undefined,
    escape: () => {
      editor.traceColumn(null)
      editor.select([])
    },
    a: () => {
      addAfter(editor.selection.value[0] ?? null)
    },
    '+': view.zoomIn,
    '=': view.zoomIn,
    '-': view.zoomOut,
    0: view.zoomWhole,
    1: () => {
      view.fit()
    },
    2: hasSelection()
      ? () => {
          view.fit(editor.selection.value)
        }
      : undefined,
    t: () => {
      editor.tidyUp()
      view.fitSoon()
    },
  })
  return ({ key, shiftKey }: KeyboardEvent): Act | null => {
    const direction = arrows[key]
    if (!direction) return table()[key.toLowerCase()] ?? null
    return () => {
      if (shiftKey) selectFlow(direction)
      else moveFocus(direction)
    }
  }
}

const nudge = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, -8], ArrowDown: [0, 8] }

/** Moves the selected steps by one square of the grid. */
function nudgeSteps(editor: PipelineEditor, key: string): void {
  const [dx = 0, dy = 0] = Object.entries(nudge).find(([name]) => name === key)?.[1] ?? []
  const places = editor.pipeline.value.positions
  const moved = editor.selection.value.flatMap((id) => {
    const place = places[id]
    return place ? [[id, { x: place.x + dx, y: place.y + dy }] as const] : []
  })
  editor.moveSteps(Object.fromEntries(moved))
}

function useCommandKeys({ editor }: CanvasKeyParts) {
  const { t } = useWords()
  const { sayRefusal } = useProblemWords()
  const toasts = useToasts()
  const copy = async (cuts: boolean): Promise<void> => {
    const count = editor.selection.value.length
    await navigator.clipboard.writeText(editor.copy())
    if (cuts) editor.removeSteps(editor.selection.value)
    toasts.say(t('pipeline.canvas.copied', { n: count }))
  }
  const paste = async (): Promise<void> => {
    const failure = editor.paste(await navigator.clipboard.readText())
    if (failure) toasts.say(sayRefusal(failure), { kind: 'bad' })
  }
  return (key: string): Act | null => {
    const hasSelection = editor.selection.value.length > 0
    if (hasSelection && key in nudge) {
      return () => {
        nudgeSteps(editor, key)
      }
    }
    const withSelection: KeyTable = {
      c: () => void copy(false),
      x: () => void copy(true),
      d: editor.duplicate,
    }
    const always: KeyTable = {
      v: () => void paste(),
      a: () => {
        editor.select(editor.compiled.value.order)
      },
    }
    const wanted = key.toLowerCase()
    return always[wanted] ?? (hasSelection ? withSelection[wanted] : undefined) ?? null
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
