import type { Step } from '@weft/pipeline-model'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import ExportWorker from './export-worker.ts?worker'
import type { ExportQuestion, ExportTarget, PipelineExport } from './write-export.ts'

type Shown = Pick<PipelineEditor, 'compiled' | 'pipeline' | 'titleOf'>

/** The question for one export of the pipeline that is open. */
export function questionFor(
  { compiled, pipeline, titleOf }: Shown,
  target: ExportTarget,
  number: number,
): ExportQuestion {
  const steps = Object.values<Step>(pipeline.value.steps)
  const titles = Object.fromEntries(steps.map((step) => [step.id, titleOf(step)]))
  const sources = steps.flatMap((step) => {
    const made = compiled.value.steps[step.id]
    const table = made?.inputs[0]
    const isSource = step.kind === 'dataset' || step.kind === 'upload'
    return isSource && made?.schema && table
      ? [{ table, title: titleOf(step), schema: made.schema }]
      : []
  })
  const request = { pipeline: pipeline.value, compiled: compiled.value, sources, titles }
  return { number, target, request }
}

/** The pipeline as a script or a project of the chosen target, written anew in a worker as the pipeline changes. */
export function usePipelineExport(editor: Shown) {
  const target = ref<ExportTarget>('postgres')
  const answer = shallowRef<PipelineExport | null>(null)
  const isBroken = ref(false)
  const worker = new ExportWorker()
  let asked = 0
  worker.onmessage = ({ data }: MessageEvent<{ number: number; answer: PipelineExport }>) => {
    if (data.number === asked) answer.value = data.answer
  }
  worker.onerror = () => {
    isBroken.value = true
  }
  watch(
    [target, editor.compiled],
    ([now], [before]) => {
      isBroken.value = false
      if (now !== before) answer.value = null
      worker.postMessage(questionFor(editor, target.value, ++asked))
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    worker.terminate()
  })
  return { target, answer, isBroken }
}
