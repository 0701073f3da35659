import {
  innerPortName,
  isInnerPort,
  subflowOf,
  type Pipeline,
  type Step,
} from '@weft/pipeline-model'
import type { ComputedRef } from 'vue'
import type { useWords } from '../../../i18n/use-words.ts'
import type { PipelineEditor } from './pipeline-editor.ts'

const mostOfNote = 40

/** A note without a title is called by the words it begins with, a port of a subflow by its name. */
function firstWords(step: Step, isInside: boolean): string {
  if (step.kind === 'entry' || (step.kind === 'output' && isInside)) return step.settings.name
  if (step.kind !== 'note') return ''
  const [line = ''] = step.settings.text.trim().split('\n')
  return line.length > mostOfNote ? `${line.slice(0, mostOfNote)}…` : line
}

/** What steps and their ports are called, in the reader's language. */
export function stepNames(
  pipeline: ComputedRef<Pipeline>,
  { t, say }: Pick<ReturnType<typeof useWords>, 't' | 'say'>,
): Pick<PipelineEditor, 'titleOf' | 'portName'> {
  return {
    titleOf: (step) =>
      say(step.title) ||
      say(subflowOf(pipeline.value, step)?.title ?? {}) ||
      firstWords(step, pipeline.value.order !== undefined) ||
      t(`pipeline.kinds.${step.kind}`),
    portName: (step, port) =>
      isInnerPort(port)
        ? innerPortName(pipeline.value, step, port) || t('pipeline.canvas.ports.in')
        : t(`pipeline.canvas.ports.${port}`),
  }
}
