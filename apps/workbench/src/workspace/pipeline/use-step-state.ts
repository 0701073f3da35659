import type { Problem } from '@weft/pipeline-model'
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { useWords } from '../../i18n/use-words.ts'
import { useProblemWords } from './use-problem-words.ts'
import { briefNumber } from './canvas/brief-number.ts'
import type { CanvasStepView } from './canvas/canvas-nodes.ts'

/** How a step stands: well, with an error, waiting for another, or being computed. */
export type StepTone = 'good' | 'bad' | 'blocked' | 'running' | 'waiting'

/** The standing of a step in one word, one sentence and its figures. */
export interface StepState {
  readonly tone: ComputedRef<StepTone>
  readonly sentence: ComputedRef<string>
  /** Rows, columns and time, or empty while they are not known. */
  readonly figures: ComputedRef<string>
  /** The same in the room a step has on the canvas: rows × columns and time. */
  readonly brief: ComputedRef<string>
}

/** The tone of a step: its own error first, then what it waits for, then its run. */
export function stepTone({ compiled, run }: Pick<CanvasStepView, 'compiled' | 'run'>): StepTone {
  if (firstError(compiled) || run?.state === 'failed') return 'bad'
  if (compiled?.blockedBy) return 'blocked'
  if (run?.state === 'running') return 'running'
  return run?.state === 'done' ? 'good' : 'waiting'
}

function firstError(compiled: CanvasStepView['compiled']): Problem | null {
  return compiled?.problems.find(({ severity }) => severity === 'error') ?? null
}

/** Says how a step stands, in the reader's language. */
export function useStepState(
  view: MaybeRefOrGetter<Pick<CanvasStepView, 'compiled' | 'run' | 'blockedBy'>>,
): StepState {
  const { t, number, language } = useWords()
  const { sayProblem, sayRefusal } = useProblemWords()
  const tone = computed(() => stepTone(toValue(view)))
  const sentence = computed(() => {
    const { compiled, run, blockedBy } = toValue(view)
    const error = firstError(compiled)
    if (error) return sayProblem(error)
    if (run?.state === 'failed') return sayRefusal(run.failure)
    return blockedBy ? t('pipeline.canvas.blocked', { title: blockedBy }) : waitingWords()
  })
  const waitingWords = (): string => {
    const { compiled, run } = toValue(view)
    if (run?.state === 'running') return t('pipeline.canvas.running')
    if (run?.state === 'stopped') return t('pipeline.preview.stopped')
    return compiled?.schema ? t('pipeline.canvas.queued') : t('pipeline.canvas.schemaUnknown')
  }
  const figures = computed(() => {
    const { compiled, run } = toValue(view)
    if (!compiled?.schema) return ''
    const columns = t('pipeline.canvas.columns', { n: compiled.schema.length })
    if (run?.state !== 'done') return columns
    return [t('pipeline.canvas.rows', { n: run.rows }), columns, sayTook(run.tookMs, t)]
      .filter(Boolean)
      .join(' · ')
  })
  const brief = computed(() => {
    const { compiled, run } = toValue(view)
    if (!compiled?.schema || run?.state !== 'done') return figures.value
    const rows = run.rows < 10_000 ? number(run.rows) : briefNumber(run.rows, language.value)
    const table = `${rows} × ${number(compiled.schema.length)}`
    return [table, sayTook(run.tookMs, t)].filter(Boolean).join(' · ')
  })
  return { tone, sentence, figures, brief }
}

/** How long a step took, or that it was there already. */
export function sayTook(tookMs: number, t: ReturnType<typeof useWords>['t']): string {
  if (tookMs < 1) return t('canvas.cached')
  return tookMs < 1000
    ? t('pipeline.canvas.took', { ms: Math.round(tookMs) })
    : t('pipeline.canvas.tookSeconds', { seconds: (tookMs / 1000).toFixed(1) })
}
