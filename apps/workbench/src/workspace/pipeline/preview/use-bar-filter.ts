import type { Step } from '@weft/pipeline-model'
import { operatorFits } from '@weft/pipeline-sql'
import { barConditions, barsKept, pressedBars, type ColumnProfile } from '@weft/query-engine'
import { sayBar } from '@weft/result-views'
import { useToasts } from '@weft/ui-kit'
import { useWords } from '../../../i18n/use-words.ts'
import { barConditionsAfter, canFilterAfter, filterAfter } from '../editor/filter-by-bars.ts'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'

/** What the bars of a step's columns do: which are chosen, why one cannot be, and what a press brings. */
export interface BarFilterUse {
  chosenIn: (profile: ColumnProfile) => ReadonlySet<number>
  /** Why bars of a type cannot filter; empty when they can. */
  whyNot: (type: string) => string
  press: (profile: ColumnProfile, pressed: { place: number; extend: boolean }) => void
}

/** The filter that the bars of a step's columns write. */
export function useBarFilter(step: () => Step): BarFilterUse {
  const editor = usePipelineEditor()
  const toasts = useToasts()
  const { t, language } = useWords()
  const chosenIn = (profile: ColumnProfile): ReadonlySet<number> =>
    barsKept(profile, barConditionsAfter(editor.pipeline.value, step().id, profile.column))
  return {
    chosenIn,
    whyNot: (type) => {
      if (!editor.canEdit.value) return t('profile.readOnly')
      if (!canFilterAfter(editor.pipeline.value, step().id)) return t('profile.noneAfter')
      return operatorFits(type, 'equals') ? '' : t('profile.unfit')
    },
    press: (profile, pressed) => {
      const { id } = step()
      const before = filterAfter(editor.pipeline.value, id)?.id ?? null
      const places = pressedBars(profile.bars, chosenIn(profile), pressed)
      const bars = profile.bars.filter((_, place) => places.has(place))
      const { column } = profile
      const filter = editor.filterByBars({ step: id, column, conditions: barConditions(bars) })
      const title = editor.titleOf(step())
      if (filter && filter !== before) {
        const kept = bars.map((bar) => sayBar(bar, profile, language.value)).join(', ')
        const run = (): void => {
          editor.select([filter])
        }
        const action = { words: t('profile.showFilter'), run }
        toasts.say(t('profile.added', { title, column, bars: kept }), { action })
      } else if (!filter && before) toasts.say(t('profile.removed', { title }))
    },
  }
}
