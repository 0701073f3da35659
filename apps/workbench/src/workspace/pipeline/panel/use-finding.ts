import type { StepId } from '@weft/pipeline-model'
import { computed, type ComputedRef } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'
import { useProbe } from './use-probe.ts'

/** What the engine can be asked about a step: matches of a join, keys of a lookup, rows that fail a check. */
export type FindingKind = 'counts' | 'duplicates' | 'failing'

/** What was found out about a step. */
export interface Finding {
  readonly isAsking: ComputedRef<boolean>
  /** The finding in words; empty while it is not known. */
  readonly words: ComputedRef<string>
  /** How many keys are not unique or rows fail; 0 for what only counts. */
  readonly faults: ComputedRef<number>
  readonly isKnown: ComputedRef<boolean>
}

/** Finds something out about a step while it is on screen, and says it. */
export function useFinding(step: () => StepId, kind: FindingKind): Finding {
  const { t, number } = useWords()
  const answer = useProbe(step, kind)
  const figures = computed(() =>
    answer.value.state === 'known' ? (answer.value.rows[0] ?? []).map(Number) : null,
  )
  const faults = computed(() => (kind === 'counts' ? 0 : (figures.value?.[0] ?? 0)))
  const sayCounts = ([matched = 0, left = 0, right = 0]: readonly number[]): string =>
    t('steps.panel.counts', {
      matched: number(matched),
      left: number(left),
      right: number(right),
    })
  const words = computed(() => {
    if (!figures.value) return ''
    if (kind === 'counts') return sayCounts(figures.value)
    if (faults.value > 0) return t(`steps.panel.${kind}`, { n: faults.value })
    return t(kind === 'duplicates' ? 'steps.panel.unique' : 'steps.panel.passing')
  })
  return {
    isAsking: computed(() => answer.value.state === 'asking'),
    words,
    faults,
    isKnown: computed(() => figures.value !== null),
  }
}
