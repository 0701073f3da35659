import { watch, type Ref } from 'vue'
import './field-marks.css'

/** Somebody who edits a field of a panel. */
export interface FieldEditor {
  readonly name: string
  readonly hue: number
  readonly field: string | null
}

/** The field of a panel that something inside it belongs to, by its `data-field`. */
export function fieldOf(target: EventTarget | null): string | null {
  if (!(target instanceof HTMLElement)) return null
  return target.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? null
}

/** Frames the fields of a panel that others edit, in their colour and with their name. */
export function useFieldMarks(
  panel: Readonly<Ref<HTMLElement | null>>,
  editors: () => readonly FieldEditor[],
): void {
  const unmark = (): void => {
    for (const marked of panel.value?.querySelectorAll<HTMLElement>('[data-held]') ?? []) {
      delete marked.dataset['held']
      marked.classList.remove('hued')
      marked.style.removeProperty('--hue')
    }
  }
  watch(
    // The panel is there only once it is drawn: who edited before it was opened is marked then.
    [editors, panel] as const,
    ([list]) => {
      unmark()
      for (const { name, hue, field } of list) {
        const found = [...(panel.value?.querySelectorAll<HTMLElement>('[data-field]') ?? [])].find(
          (one) => one.dataset['field'] === field,
        )
        if (!found) continue
        found.dataset['held'] = name
        found.classList.add('hued')
        found.style.setProperty('--hue', String(hue))
      }
    },
    { flush: 'post', immediate: true },
  )
}
