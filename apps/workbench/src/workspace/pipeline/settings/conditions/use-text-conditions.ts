import {
  conditionTree,
  type ConditionSettings,
  type ConditionTree,
  type Problem,
  type Schema,
} from '@weft/pipeline-model'
import { readConditions, writeConditions } from '@weft/pipeline-sql'
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { ConditionEdits } from './condition-edits.ts'
import {
  withCondition,
  withGroup,
  withMatch,
  withoutCondition,
  withoutGroup,
  withPatch,
} from './text-conditions.ts'

/** Conditions that are kept as an expression. */
export interface TextConditions {
  /** Null where the expression says more than conditions can, or its columns are not known. */
  readonly tree: ComputedRef<ConditionTree | null>
  readonly edits: ConditionEdits
  readonly problemsOf: (condition: string) => readonly Problem[]
}

/** The conditions an expression comes to. What is not finished yet stays on screen, though the text cannot hold it. */
export function useTextConditions(text: Ref<string>, schema: () => Schema | null): TextConditions {
  const draft = shallowRef<ConditionSettings | null>(null)
  let written: string | null = null
  watch(
    [text, schema],
    ([now, columns]) => {
      // What somebody else wrote is read anew; one's own words come back as they went.
      if (draft.value && now === written) return
      draft.value = columns ? readConditions(now, columns) : null
      written = now
    },
    { immediate: true },
  )
  const state = computed(() => {
    const columns = schema()
    return draft.value && columns ? writeConditions(draft.value, columns) : null
  })
  const write = (change: (settings: ConditionSettings) => ConditionSettings): void => {
    const columns = schema()
    if (!draft.value || !columns) return
    draft.value = change(draft.value)
    written = writeConditions(draft.value, columns).text
    if (written !== text.value) text.value = written
  }
  return {
    tree: computed(() => draft.value && conditionTree(draft.value)),
    problemsOf: (condition) => state.value?.problems.get(condition) ?? [],
    edits: {
      addCondition: (group, column) => {
        write((now) => withCondition(now, group, column))
      },
      setCondition: ({ id }, patch) => {
        write((now) => withPatch(now, id, patch))
      },
      removeCondition: ({ id }) => {
        write((now) => withoutCondition(now, id))
      },
      addGroup: (within, column) => {
        write((now) => withGroup(now, within, column))
      },
      setMatch: ({ id }, match) => {
        write((now) => withMatch(now, id, match))
      },
      removeGroup: (group) => {
        write((now) => withoutGroup(now, group))
      },
    },
  }
}
