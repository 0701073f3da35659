import { isId } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import { useToasts } from '@weft/ui-kit'
import { useWords } from '../../../i18n/use-words.ts'
import type { CommandQuestion } from '../command/command-entry.ts'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { isTyping, shortcutOf } from '../shortcuts/shortcut-of.ts'
import type { ShortcutActs, ShortcutId } from '../shortcuts/shortcuts.ts'
import { useProblemWords } from '../use-problem-words.ts'
import type { CanvasView } from './use-canvas-view.ts'
import { flowOf } from './flow-of.ts'
import { neighbourStep, type Direction } from './neighbour-step.ts'
import { useSubflowActs } from './use-subflow-acts.ts'

/** What the keys of the canvas need from around them. */
export interface CanvasKeyParts {
  readonly editor: PipelineEditor
  readonly view: Pick<CanvasView, 'zoomIn' | 'zoomOut' | 'zoomWhole' | 'fit' | 'fitSoon'>
  readonly focusStep: (step: StepId) => void
  readonly openSettings: () => void
  readonly rename: () => void
  /** Asks for the other half of a change to a step. */
  readonly ask: (question: CommandQuestion) => void
}

/** What the keys do to steps and to the view, wherever they are pressed; only what is possible now. */
export function useStepActs(parts: CanvasKeyParts): () => ShortcutActs {
  const { editor, view } = parts
  const clipboard = useClipboardActs(editor)
  const remove = useRemoval(editor)
  const subflow = useSubflowActs(editor)
  return () => ({
    ...viewActs(view, editor),
    ...selectionActs(editor),
    ...stepActs(parts),
    ...arrangeActs(view, editor),
    ...clipboard(),
    ...subflow(),
    ...(editor.canEdit.value ? { remove } : {}),
  })
}

/** Answers the keys pressed while the canvas or a step on it has the focus. */
export function useCanvasKeys(
  parts: CanvasKeyParts & {
    readonly acts: () => ShortcutActs
    /** The list of steps at the pointer's place, which the canvas shows instead of the palette. */
    readonly addAfter: (step: StepId | null) => void
  },
): (event: KeyboardEvent) => void {
  const { editor, acts, addAfter } = parts
  return (event) => {
    if (isTyping(event.target)) return
    const wanted = shortcutOf(event, 'canvas')
    if (!wanted) return
    selectFocused(editor, event.target, wanted)
    const own: ShortcutActs = {
      ...moveActs(parts),
      ...nudgeActs(editor),
      addAfter: () => {
        addAfter(editor.selection.value[0] ?? null)
      },
    }
    const act = own[wanted] ?? acts()[wanted]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

/**
 * Selects the step that has the focus, which Tab may have reached, where it is what a key means. A selection that was
 * drawn elsewhere meanwhile stays for the keys that change or remove what is selected.
 */
function selectFocused(
  editor: Pick<PipelineEditor, 'selection' | 'select'>,
  target: EventTarget | null,
  wanted: ShortcutId,
): void {
  const isAtFocus = wanted === 'openSettings' || wanted === 'rename'
  if (!isAtFocus && editor.selection.value.length > 0) return
  const node = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-id]') : null
  const id = node?.dataset['id']
  if (isId('st', id) && !editor.selection.value.includes(id)) editor.select([id])
}

function moveActs({ editor, focusStep }: CanvasKeyParts): ShortcutActs {
  const move = (direction: Direction) => () => {
    const [from] = editor.selection.value
    const first = editor.compiled.value.order.find((id) => editor.pipeline.value.steps[id])
    const next = from ? neighbourStep(editor.pipeline.value, from, direction) : first
    if (!next) return
    editor.select([next])
    focusStep(next)
  }
  return {
    upstream: move('left'),
    downstream: move('right'),
    above: move('up'),
    below: move('down'),
  }
}

function viewActs(view: CanvasKeyParts['view'], editor: PipelineEditor): ShortcutActs {
  const chosen = editor.selection.value
  return {
    zoomIn: view.zoomIn,
    zoomOut: view.zoomOut,
    zoomWhole: view.zoomWhole,
    fit: () => {
      view.fit()
    },
    ...(chosen.length > 0 && {
      fitSelection: () => {
        view.fit(chosen)
      },
    }),
  }
}

const arrangementActs = {
  alignLeft: 'left',
  alignRight: 'right',
  alignTop: 'top',
  alignBottom: 'bottom',
  spreadColumns: 'columns',
  spreadRows: 'rows',
} as const

function arrangeActs(view: CanvasKeyParts['view'], editor: PipelineEditor): ShortcutActs {
  if (!editor.canEdit.value) return {}
  const { value: chosen } = editor.selection
  const tidy = (): void => {
    editor.tidyUp()
    if (chosen.length < 2) view.fitSoon()
  }
  const frame = (): void => {
    editor.addStep({ kind: 'frame' })
  }
  const arrange = Object.entries(arrangementActs).map(([act, how]) => {
    const run = (): void => {
      editor.arrange(how)
    }
    return [act, run] as const
  })
  return {
    tidy,
    ...(chosen.length > 0 && { frame }),
    ...(chosen.length > 1 && Object.fromEntries(arrange)),
  }
}

function selectionActs(editor: PipelineEditor): ShortcutActs {
  const selectFlow = (direction: 'left' | 'right') => () => {
    editor.select(flowOf(editor.pipeline.value, editor.selection.value, direction))
  }
  return {
    selectUpstream: selectFlow('left'),
    selectDownstream: selectFlow('right'),
    selectAll: () => {
      editor.select(Object.keys(editor.pipeline.value.steps) as StepId[])
    },
    deselect: () => {
      const { value: levels } = editor.levels
      // Nothing is left to deselect: the next way out leads out of the subflow.
      if (editor.selection.value.length === 0 && levels.length > 1)
        editor.leaveTo(levels.length - 1)
      editor.traceColumn(null)
      editor.select([])
    },
  }
}

function stepActs({ editor, openSettings, rename, ask }: CanvasKeyParts): ShortcutActs {
  const [step] = editor.selection.value
  const add = editor.canEdit.value
    ? {
        addAfter: () => {
          ask({ kind: 'add', step: editor.selection.value[0] ?? null })
        },
      }
    : {}
  if (!step) return add
  const change = {
    rename,
    connect: () => {
      ask({ kind: 'connect', step })
    },
    disconnect: () => {
      ask({ kind: 'disconnect', step })
    },
  }
  return {
    ...add,
    ...(editor.canEdit.value ? change : {}),
    openSettings,
    followColumn: () => {
      ask({ kind: 'column', step })
    },
  }
}

function nudgeActs(editor: PipelineEditor): ShortcutActs {
  if (editor.selection.value.length === 0) return {}
  const nudge = (by: readonly [number, number]) => () => {
    nudgeSteps(editor, by)
  }
  return {
    nudgeLeft: nudge([-8, 0]),
    nudgeRight: nudge([8, 0]),
    nudgeUp: nudge([0, -8]),
    nudgeDown: nudge([0, 8]),
  }
}

/** Moves the selected steps by one square of the grid. */
function nudgeSteps(editor: PipelineEditor, [dx, dy]: readonly [number, number]): void {
  const places = editor.pipeline.value.positions
  const moved = editor.selection.value.flatMap((id) => {
    const place = places[id]
    return place ? [[id, { x: place.x + dx, y: place.y + dy }] as const] : []
  })
  editor.moveSteps(Object.fromEntries(moved))
}

function useClipboardActs(editor: PipelineEditor): () => ShortcutActs {
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
  const told = (work: Promise<void>): void => {
    // The browser refuses where the person has not allowed the page to use the clipboard.
    work.catch(() => toasts.say(t('canvas.noClipboard'), { kind: 'bad' }))
  }
  return () => {
    const hasSelection = editor.selection.value.length > 0
    return {
      ...(hasSelection && {
        copy: () => {
          told(copy(false))
        },
      }),
      ...(editor.canEdit.value && {
        paste: () => {
          told(paste())
        },
      }),
      ...(hasSelection &&
        editor.canEdit.value && {
          cut: () => {
            told(copy(true))
          },
          duplicate: editor.duplicate,
        }),
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
