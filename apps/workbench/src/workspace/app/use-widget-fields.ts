import { readText } from '@weft/kernel'
import { computed, type Ref } from 'vue'
import { useWords } from '../../i18n/use-words.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { fieldOf, useFieldMarks } from '../together/use-field-marks.ts'
import type { Builder } from './use-builder.ts'

/** What the fields of the app itself belong to, where those of a widget belong to its id. */
const appItself = 'app'

/** Tells others which field of the selected widget, or of the app, one edits, and marks those that others edit. */
export function useWidgetFields(
  { client: { presence }, others }: Pick<WorkspaceSession, 'client' | 'others'>,
  builder: Pick<Builder, 'selected'>,
  panel: Readonly<Ref<HTMLElement | null>>,
) {
  const { language } = useWords()
  const target = computed(() => builder.selected.value?.id ?? appItself)
  const editors = computed(() =>
    others.value.flatMap(({ editing, person }) =>
      editing && editing.target === target.value
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
    onFocusin: (event: FocusEvent): void => {
      const field = fieldOf(event.target)
      presence.set({ editing: field === null ? null : { target: target.value, field } })
    },
    onFocusout: (): void => {
      presence.set({ editing: null })
    },
  }
}
