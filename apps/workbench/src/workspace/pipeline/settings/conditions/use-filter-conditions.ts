import { conditionTree, type ConditionTree, type StepOf } from '@weft/pipeline-model'
import { computed, type ComputedRef } from 'vue'
import type { ItemId, PipelineEditor } from '../../editor/pipeline-editor.ts'
import type { ConditionEdits } from './condition-edits.ts'

function everyIn(tree: ConditionTree): { conditions: ItemId[]; groups: ItemId[] } {
  const inner = tree.groups.map(everyIn)
  return {
    conditions: [
      ...tree.conditions.map(({ id }) => id),
      ...inner.flatMap(({ conditions }) => conditions),
    ],
    groups: [tree.id as ItemId, ...inner.flatMap(({ groups }) => groups)],
  }
}

/** The conditions of a filter: items of the document each, so that two people can change two of them at once. */
export function useFilterConditions(
  editor: PipelineEditor,
  step: () => StepOf<'filter'>,
): { readonly tree: ComputedRef<ConditionTree>; readonly edits: ConditionEdits } {
  const add = (group: string, column: string): void => {
    const item = { column, operator: 'equals', value: '', against: 'value', group }
    editor.addItem(step().id, 'conditions', item)
  }
  const edits: ConditionEdits = {
    addCondition: add,
    setCondition: ({ id }, patch) => {
      editor.setItem(step().id, 'conditions', id, { ...patch })
    },
    removeCondition: ({ id }) => {
      editor.removeItem(step().id, 'conditions', id)
    },
    addGroup: ({ id, match }, column) => {
      editor.gesture('add-group', () => {
        const item = { match: match === 'all' ? 'any' : 'all', within: id }
        const group = editor.addItem(step().id, 'groups', item)
        if (group) add(group, column)
      })
    },
    setMatch: ({ id }, match) => {
      if (id === '') editor.setSetting(step().id, 'match', match)
      else editor.setItem(step().id, 'groups', id as ItemId, { match })
    },
    removeGroup: (tree) => {
      editor.gesture('remove-group', () => {
        const { conditions, groups } = everyIn(tree)
        for (const id of conditions) editor.removeItem(step().id, 'conditions', id)
        for (const id of groups) editor.removeItem(step().id, 'groups', id)
      })
    },
  }
  return { tree: computed(() => conditionTree(step().settings)), edits }
}
