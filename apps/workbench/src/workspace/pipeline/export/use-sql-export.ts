import { readableNames, type DialectName, type Script, type ScriptSource } from '@weft/sql-dialects'
import type { Step } from '@weft/pipeline-model'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import type { ExportQuestion } from './export-worker.ts'
import ExportWorker from './export-worker.ts?worker'

type Shown = Pick<PipelineEditor, 'compiled' | 'pipeline' | 'titleOf'>

function questionFor(
  { compiled, pipeline, titleOf }: Shown,
  dialect: DialectName,
  number: number,
): ExportQuestion {
  const steps = Object.values<Step>(pipeline.value.steps)
  const titles = Object.fromEntries(steps.map((step) => [step.id, titleOf(step)]))
  const sources = steps.flatMap((step): readonly ScriptSource[] => {
    const made = compiled.value.steps[step.id]
    const table = made?.inputs[0]
    const isSource = step.kind === 'dataset' || step.kind === 'upload'
    return isSource && made?.schema && table
      ? [{ table, title: titleOf(step), schema: made.schema }]
      : []
  })
  const names = readableNames(compiled.value, sources, (step) => titles[step] ?? step)
  return { number, dialect, request: { compiled: compiled.value, sources, names, titles } }
}

/** The pipeline as a script of the chosen dialect, written anew in a worker as the pipeline changes. */
export function useSqlExport(editor: Shown) {
  const dialect = ref<DialectName>('postgres')
  const script = shallowRef<Script | null>(null)
  const isBroken = ref(false)
  const worker = new ExportWorker()
  let asked = 0
  worker.onmessage = ({ data }: MessageEvent<{ number: number; script: Script }>) => {
    if (data.number === asked) script.value = data.script
  }
  worker.onerror = () => {
    isBroken.value = true
  }
  watch(
    [dialect, editor.compiled],
    () => {
      isBroken.value = false
      worker.postMessage(questionFor(editor, dialect.value, ++asked))
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    worker.terminate()
  })
  return { dialect, script, isBroken }
}
