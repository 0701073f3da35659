import { computed, type ComputedRef } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'
import { useWorkspaceSession } from '../../session/workspace-session.ts'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'

/** What the pipeline computes now: in words, and how much of all its tables is there. */
export interface RunWork {
  readonly words: string
  readonly made: number
  readonly of: number
}

/** The computing that goes on; null while nothing runs. */
export function useRunWork(): ComputedRef<RunWork | null> {
  const session = useWorkspaceSession()
  const editor = usePipelineEditor()
  const { t } = useWords()
  const nameOf = (table: string): string => {
    const made = session.compiled.value.tables.find((one) => one.table === table)
    const step = made && editor.pipeline.value.steps[made.step]
    return step ? editor.titleOf(step) : ''
  }
  const say = (table: string): string => {
    const loading = session.engineProgress.value.get(`load:${table}`)
    const title = nameOf(table)
    return loading?.phase === 'loading'
      ? t('pipeline.preview.loadingOf', { title, percent: Math.round(loading.share * 100) })
      : t('pipeline.preview.computingOf', { title })
  }
  return computed(() => {
    const runs = session.runs.value
    const tables = new Set(session.compiled.value.tables.map(({ table }) => table))
    // A step that computes says more than a dataset that loads beside it.
    const running = [...tables].filter((table) => runs.get(table)?.state === 'running')
    const table =
      running.find((one) => !session.engineProgress.value.has(`load:${one}`)) ?? running[0]
    if (table === undefined) return null
    const made = [...tables].filter((one) => runs.get(one)?.state === 'done').length
    return { words: say(table), made, of: tables.size }
  })
}
