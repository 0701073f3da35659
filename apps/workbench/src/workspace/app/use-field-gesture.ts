import type { UndoHistory } from '@weft/documents'
import { onBeforeUnmount } from 'vue'

/** Makes a stay in one text field one step of undo, while others see every letter at once. */
export function useFieldGesture(undo: Pick<UndoHistory, 'hold'>) {
  let leave: (() => void) | null = null
  const onFocusout = () => {
    leave?.()
    leave = null
  }
  const onFocusin = ({ target }: FocusEvent) => {
    onFocusout()
    const isText = 'textarea, input:not([type=checkbox]):not([type=radio])'
    if (target instanceof HTMLElement && target.matches(isText)) leave = undo.hold()
  }
  onBeforeUnmount(onFocusout)
  return { onFocusin, onFocusout }
}
