import { inputEdges, type Step } from '@weft/pipeline-model'
import { useToasts } from '@weft/ui-kit'
import { ref, type Ref } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'
import { useWorkspaceSession } from '../../session/workspace-session.ts'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'
import { useProblemWords } from '../use-problem-words.ts'

/** More different values than this are no list people could read. */
const mostValues = 200

/** Reads the different values of a column that arrives at a step, when somebody asks for them. */
export function useColumnValues(step: () => Step): {
  readonly isReading: Readonly<Ref<boolean>>
  /** Hands the values on; what stands in the way is told instead. */
  read: (column: string, use: (values: readonly string[]) => void) => Promise<void>
} {
  const session = useWorkspaceSession()
  const editor = usePipelineEditor()
  const toasts = useToasts()
  const { t } = useWords()
  const { sayRefusal } = useProblemWords()
  const isReading = ref(false)
  return {
    isReading,
    read: async (column, use) => {
      const [edge] = inputEdges(editor.pipeline.value, step().id, 'in')
      if (!edge) return
      isReading.value = true
      const question = { step: edge.from, port: edge.fromPort ?? 'main', column }
      const asked = step().id
      const found = await session.askValues({ ...question, most: mostValues + 1 })
      isReading.value = false
      if (editor.current.value?.id !== asked) return
      if (!found.ok) toasts.say(sayRefusal(found.failure), { kind: 'bad' })
      else if (found.value.length > mostValues)
        toasts.say(t('steps.panel.tooMany', { column, n: mostValues }), { kind: 'bad' })
      else use(found.value)
    },
  }
}
