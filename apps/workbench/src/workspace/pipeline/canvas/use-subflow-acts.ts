import type { Failure } from '@weft/kernel'
import { useToasts } from '@weft/ui-kit'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import type { ShortcutActs } from '../shortcuts/shortcuts.ts'
import { useProblemWords } from '../use-problem-words.ts'

/** What the keys do with subflows; only what is possible now. */
export function useSubflowActs(editor: PipelineEditor): () => ShortcutActs {
  const { sayRefusal } = useProblemWords()
  const toasts = useToasts()
  const tell = (failure: Failure | null): void => {
    if (failure) toasts.say(sayRefusal(failure), { kind: 'bad' })
  }
  return () => {
    const { value: current } = editor.current
    const { value: levels } = editor.levels
    const isSubflow = current?.kind === 'subflow' && current.settings.subflow !== null
    return {
      ...(editor.canEdit.value &&
        editor.selection.value.length > 0 && {
          makeSubflow: () => {
            tell(editor.makeSubflow())
          },
        }),
      ...(isSubflow && {
        openSettings: () => {
          editor.enter(current.id)
        },
      }),
      ...(isSubflow &&
        editor.canEdit.value && {
          unfold: () => {
            tell(editor.unfold(current.id))
          },
        }),
      ...(levels.length > 1 && {
        leave: () => {
          editor.leaveTo(levels.length - 1)
        },
      }),
    }
  }
}
