import { refuse, type Failure, type Outcome } from '@weft/kernel'
import type { ResultTable } from '@weft/query-engine'
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { isOvertaken, type WidgetPort, type WidgetQuestion } from './app-context.ts'

/** What a widget knows: the last table stays in sight while the next one is on its way. */
export interface Answer {
  readonly table: ResultTable | null
  readonly failure: Failure | null
  /** True once waiting is long enough to be worth showing. */
  readonly isSlow: boolean
}

/** A question without its way back, or why it cannot be asked. */
export type Wanted = Outcome<Omit<WidgetQuestion, 'signal'>> | null

/** How long nothing is shown before a placeholder stands in. */
export const slowAfterMs = 200

/** The answer to a question that changes; equal questions over the same table are asked once. */
export function useAnswer(
  port: () => WidgetPort,
  wanted: () => Wanted,
): { readonly answer: Readonly<ShallowRef<Answer>>; readonly ask: () => void } {
  const answer = shallowRef<Answer>({ table: null, failure: null, isSlow: false })
  let running: AbortController | null = null

  const stop = () => {
    running?.abort()
    running = null
  }
  const ask = () => {
    stop()
    const question = wanted()
    if (!question) return
    if (!question.ok) {
      answer.value = { table: null, failure: question.failure, isSlow: false }
      return
    }
    const controller = new AbortController()
    running = controller
    const slow = setTimeout(() => {
      answer.value = { ...answer.value, isSlow: true }
    }, slowAfterMs)
    void settle(port().query({ ...question.value, signal: controller.signal })).then((outcome) => {
      clearTimeout(slow)
      if (running !== controller) return
      running = null
      answer.value = readOutcome(outcome, answer.value)
    })
  }

  watch([() => key(wanted()), port], ask, { immediate: true })
  onScopeDispose(stop)
  return { answer, ask }
}

function key(wanted: Wanted): string {
  if (!wanted) return ''
  if (!wanted.ok) return `!${wanted.failure.code}${JSON.stringify(wanted.failure.args)}`
  return `${wanted.value.consumer}\n${wanted.value.sql}`
}

function readOutcome(outcome: Outcome<ResultTable>, before: Answer): Answer {
  if (outcome.ok) return { table: outcome.value, failure: null, isSlow: false }
  if (isOvertaken(outcome.failure)) return { ...before, isSlow: false }
  return { table: null, failure: outcome.failure, isSlow: false }
}

/** A port that throws has a bug; its widget still says so instead of waiting for ever. */
function settle(promise: Promise<Outcome<ResultTable>>): Promise<Outcome<ResultTable>> {
  return promise.catch((cause: unknown) => {
    reportError(cause)
    return refuse('widget.failed')
  })
}
