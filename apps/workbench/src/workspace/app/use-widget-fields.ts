import { readText } from '@weft/kernel'
import { computed, type Ref } from 'vue'
import { useWords } from '../../i18n/use-words.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { fieldOf, useFieldMarks } from '../together/use-field-marks.ts'
import type { Builder } from './use-builder.ts'

/** Tells others which field of the selected widget one edits, and marks those that others edit. */
export function useWidgetFields(
  { client: { presence }, others }: Pick<WorkspaceSession, 'client' | 'others'>,
  builder: Pick<Builder, 'selected'>,
  panel: Readonly<Ref<HTMLElement | null>>,
) {
  const { language } = useWords()
  const editors = computed(() =>
    others.value.flatMap(({ editing, person }) =>
      editing && editing.target === builder.selected.value?.id
        ? [
            {
              name: readText(person.name, language.value),
              hue: person.organisation.hue,
              field: editing.field,
            },
          ]
        : [],
    ),
  )
  useFieldMarks(panel, () => editors.value)
  return {
    onFocusin: ({ target }: FocusEvent): void => {
      const widget = builder.selected.value
      const field = fieldOf(target)
      presence.set({ editing: widget && field !== null ? { target: widget.id, field } : null })
    },
    onFocusout: (): void => {
      presence.set({ editing: null })
    },
  }
}
