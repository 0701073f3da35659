import type { StepId } from '@weft/pipeline-model'
import type { Ref } from 'vue'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { shortcutOf } from '../shortcuts/shortcut-of.ts'
import type { ShortcutActs } from '../shortcuts/shortcuts.ts'
import type { OutlineRow } from './outline-rows.ts'

/** What the keys of the outline need from around them. */
export interface OutlineKeyParts {
  readonly editor: Pick<PipelineEditor, 'selection' | 'select' | 'pipeline'>
  readonly rows: () => readonly OutlineRow[]
  /** The line that has the focus. */
  readonly at: Ref<StepId | null>
  readonly focus: (step: StepId) => void
  /** What the keys mean on steps anywhere; moving and selecting by line is the outline's own. */
  readonly acts: () => ShortcutActs
}

/** Answers the keys pressed in the outline. */
export function useOutlineKeys(parts: OutlineKeyParts): (event: KeyboardEvent) => void {
  const { editor, acts } = parts
  return (event) => {
    const wanted = shortcutOf(event, 'outline')
    if (!wanted) return
    const own = ownActs(parts)[wanted]
    const { value: at } = parts.at
    // What acts on steps acts on the line with the focus when no step is selected.
    if (!own && wanted !== 'deselect' && at && editor.selection.value.length === 0) {
      editor.select([at])
    }
    const act = own ?? acts()[wanted]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

function ownActs({ editor, rows, at, focus }: OutlineKeyParts): ShortcutActs {
  const list = rows()
  const index = Math.max(
    0,
    list.findIndex(({ step }) => step === at.value),
  )
  const here = list[index]
  const go = (to: StepId | null | undefined, how: 'only' | 'pass' | 'extend'): void => {
    if (!to) return
    focus(to)
    if (how === 'only') editor.select([to])
    if (how === 'extend') editor.select([...new Set([...editor.selection.value, to])])
  }
  return {
    upstream: () => {
      go(here?.parent, 'only')
    },
    downstream: () => {
      go(list.find(({ parent }) => parent !== null && parent === here?.step)?.step, 'only')
    },
    above: () => {
      go(list[index - 1]?.step, 'only')
    },
    below: () => {
      go(list[index + 1]?.step, 'only')
    },
    first: () => {
      go(list[0]?.step, 'only')
    },
    last: () => {
      go(list.at(-1)?.step, 'only')
    },
    passAbove: () => {
      go(list[index - 1]?.step, 'pass')
    },
    passBelow: () => {
      go(list[index + 1]?.step, 'pass')
    },
    extendAbove: () => {
      go(list[index - 1]?.step, 'extend')
    },
    extendBelow: () => {
      go(list[index + 1]?.step, 'extend')
    },
    toggle: () => {
      if (!here) return
      const { value: chosen } = editor.selection
      const without = chosen.filter((id) => id !== here.step)
      editor.select(without.length < chosen.length ? without : [...chosen, here.step])
    },
  }
}
