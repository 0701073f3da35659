import type { SettingText } from '@weft/documents'
import { watch, type Ref } from 'vue'

/** Puts the words of everybody into the field, and keeps caret, selection and scroll where they were in the text. */
function catchUp(field: HTMLTextAreaElement, text: SettingText): void {
  const where = text.catchUp()
  if (field.value === text.words) return
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field
  field.value = text.words
  // Some browsers give the focus to a field whose selection is set.
  if (document.activeElement === field)
    field.setSelectionRange(where(selectionStart), where(selectionEnd), selectionDirection)
  field.scrollTop = scrollTop
}

/**
 * Binds a text field to a shared text: what is typed goes in as the smallest change, what others type appears without
 * moving the caret. While an input method composes nothing is taken out of the field or put into it, which would break
 * it off; at its end the composed words find their place among what others typed meanwhile.
 */
export function useTypedText(
  field: Readonly<Ref<HTMLTextAreaElement | null>>,
  text: Readonly<Ref<SettingText | null>>,
) {
  let isComposing = false
  function take(): void {
    if (!field.value || !text.value) return
    text.value.type(field.value.value, field.value.selectionEnd)
    catchUp(field.value, text.value)
  }
  watch(
    [field, text] as const,
    ([element, opened], _before, onCleanup) => {
      if (!element || !opened) return
      element.value = opened.words
      const stop = opened.onOthers(() => {
        if (!isComposing) catchUp(element, opened)
      })
      onCleanup(() => {
        // What was being composed when the field went away is kept.
        if (isComposing) opened.type(element.value, element.selectionEnd)
        isComposing = false
        stop()
        opened.dispose()
      })
    },
    { immediate: true, flush: 'post' },
  )
  return {
    onInput: () => {
      if (!isComposing) take()
    },
    onCompositionstart: () => {
      isComposing = true
    },
    onCompositionend: () => {
      isComposing = false
      take()
    },
  }
}
