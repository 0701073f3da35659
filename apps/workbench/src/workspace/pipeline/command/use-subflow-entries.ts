import { FolderOpen } from '@lucide/vue'
import { wouldRecurse } from '@weft/pipeline-model'
import { useWords } from '../../../i18n/use-words.ts'
import { targetAfter } from '../canvas/add-target.ts'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'
import { stepPresentations } from '../step-presentation.ts'
import type { CommandEntry } from './command-entry.ts'

/** Subflows to open, and to add after the selected step. */
export function useSubflowEntries(): () => readonly CommandEntry[] {
  const editor = usePipelineEditor()
  const { t, say } = useWords()
  return () =>
    editor.subflows.value.flatMap(({ id, title }) => {
      const name = say(title) || t('subflow.unnamed')
      const also = Object.values(title).flatMap((words) => words ?? [])
      const opens = {
        id: `open ${id}`,
        words: t('subflow.openOne', { title: name }),
        also,
        icon: FolderOpen,
        run: () => {
          editor.openSubflow(id)
        },
      }
      const { pipeline } = editor
      const mayAdd =
        editor.canEdit.value && !wouldRecurse(pipeline.value.subflows ?? {}, pipeline.value.id, id)
      if (!mayAdd) return [opens]
      const adds = {
        id: `add ${id}`,
        words: t('subflow.add', { title: name }),
        also,
        icon: stepPresentations.subflow.icon,
        run: () => {
          const target = targetAfter(pipeline.value, editor.current.value?.id)
          editor.addStep({ kind: 'subflow', subflow: id, target })
        },
      }
      return [adds, opens]
    })
}
