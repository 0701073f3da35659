import type { Problem } from '@weft/pipeline-model'
import { computed, ref, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { useWords } from '../../i18n/use-words.ts'
import type { StepRun } from '../session/run-board.ts'
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

const runTones: Readonly<Record<StepRun['state'], StepTone>> = {
  done: 'good',
  failed: 'bad',
  running: 'running',
  stopped: 'waiting',
}

/** The tone of a step: its own error first, then what it waits for, then its run. */
export function stepTone({
  compiled,
  run,
  blockedBy,
}: Pick<CanvasStepView, 'compiled' | 'run' | 'blockedBy'>): StepTone {
  if (firstError(compiled)) return 'bad'
  if (blockedBy !== null || compiled?.blockedBy) return 'blocked'
  return run ? runTones[run.state] : 'waiting'
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
  const wasDone = ref(false)
  watch(
    () => toValue(view).run?.state,
    (state) => {
      if (state === 'done') wasDone.value = true
    },
    { immediate: true },
  )
  /** Whether there was a result once, of settings or rows that have changed since. */
  const isStale = computed(() => wasDone.value && toValue(view).run?.state !== 'done')
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
    if (isStale.value) return t('canvas.stale')
    if (run?.state === 'stopped') return t('canvas.stopped')
    return compiled?.schema ? t('pipeline.canvas.queued') : t('pipeline.canvas.schemaUnknown')
  }
  const figures = computed(() => {
    const { compiled, run } = toValue(view)
    if (!compiled?.schema) return ''
    const columns = t('pipeline.canvas.columns', { n: compiled.schema.length })
    // A figure alone would pass for a result: it is said how far the result is.
    if (run?.state !== 'done') return [columns, waitingWords()].join(' · ')
    return [t('pipeline.canvas.rows', { n: run.rows }), columns, sayTook(run.tookMs, t)]
      .filter(Boolean)
      .join(' · ')
  })
  const brief = computed(() => {
    const { compiled, run } = toValue(view)
    if (!compiled?.schema) return ''
    if (run?.state !== 'done') return waitingWords()
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
