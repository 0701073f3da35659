import type { Schema } from '@weft/pipeline-model'
import { computed, nextTick, ref, type Ref } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'
import { completeExpression, wordBefore } from './complete-expression.ts'

/** The list of ways to go on writing, for a text area and its caret. */
export function useExpressionOffers(text: Ref<string>, schema: () => Schema | null) {
  const { language } = useWords()
  const box = ref<HTMLTextAreaElement | null>(null)
  const caret = ref<number | null>(null)
  const active = ref(0)
  const offers = computed(() => {
    const known = schema()
    if (caret.value === null || !known) return []
    return completeExpression(text.value.slice(0, caret.value), known, language.value)
  })
  const goTo = (end: number): void => {
    void nextTick(() => {
      box.value?.focus()
      box.value?.setSelectionRange(end, end)
    })
  }
  const take = (index: number): void => {
    const offer = offers.value[index]
    if (!offer || caret.value === null) return
    const start = caret.value - wordBefore(text.value.slice(0, caret.value)).length
    text.value = text.value.slice(0, start) + offer.insert + text.value.slice(caret.value)
    const end = start + offer.insert.length - (offer.insert.endsWith('()') ? 1 : 0)
    caret.value = null
    goTo(end)
  }
  /** Writes a function where the caret is, and goes between its brackets. */
  const write = (name: string): void => {
    const at = box.value?.selectionStart ?? text.value.length
    const rest = box.value?.selectionEnd ?? at
    text.value = `${text.value.slice(0, at)}${name}()${text.value.slice(rest)}`
    goTo(at + name.length + 1)
  }
  const close = (): void => {
    caret.value = null
  }
  const onKey = (event: KeyboardEvent): void => {
    const count = offers.value.length
    if (count === 0) return
    if (event.key === 'ArrowDown') active.value = (active.value + 1) % count
    else if (event.key === 'ArrowUp') active.value = (active.value + count - 1) % count
    else if (event.key === 'Enter' || event.key === 'Tab') take(active.value)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onCaret = (): void => {
    caret.value = box.value?.selectionStart ?? null
    active.value = 0
  }
  return { box, offers, active, onCaret, onKey, take, close, write }
}
