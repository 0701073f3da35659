import type { Failure } from '@weft/kernel'
import { defaultPositionFor } from '@weft/documents'
import type { EdgeId, Pipeline, Step, StepId } from '@weft/pipeline-model'
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { useWords } from '../../../i18n/use-words.ts'
import { isSameStructure } from '../../session/same-structure.ts'
import type { WorkspaceSession } from '../../session/workspace-session.ts'
import { planRemoval } from '../canvas/plan-removal.ts'
import { addStep } from './add-step.ts'
import { traceColumn, type StepColumn } from './trace-column.ts'
import { layoutIntents } from './layout-intents.ts'
import { bundleIntents, stepReadings } from './step-readings.ts'
import { stepNames } from './step-names.ts'
import { subflowIntents } from './subflow-intents.ts'
import { nobody, useVisitors } from './use-visitors.ts'
import { addTemplate } from './templates.ts'
import { useOpening, type WhenOpen } from './use-opening.ts'
import type { ItemId, PipelineEditor, PipelineIntents } from './pipeline-editor.ts'

const nothing: Pipeline = { id: 'pl_none', title: {}, steps: {}, edges: [], positions: {} }

/** A pipeline as the same object while its steps are only moved. */
function useStructure(pipeline: ComputedRef<Pipeline>): ComputedRef<Pipeline> {
  return computed((before) =>
    before && isSameStructure(before, pipeline.value) ? before : pipeline.value,
  )
}

/** The pipeline editor over an open workspace. */
export function useEditor(session: WorkspaceSession): PipelineEditor {
  const { t, language } = useWords()
  const pipeline = computed(() => session.pipeline.value ?? nothing)
  const structure = useStructure(pipeline)
  const wanted = shallowRef<readonly StepId[]>([])
  const wantedEdges = shallowRef<readonly EdgeId[]>([])
  // A step somebody else deleted leaves the selection by itself.
  const selection = computed<readonly StepId[]>((before) => {
    const now = wanted.value.filter((id) => structure.value.steps[id])
    return before && same(before, now) ? before : now
  })
  const current = computed(() => {
    const [only] = selection.value
    return only && selection.value.length === 1 ? (structure.value.steps[only] ?? null) : null
  })
  const nameFor = (n: number) => t('subflow.madeTitle', { n })
  const visitors = useVisitors(session, language)
  const traced = shallowRef<StepColumn | null>(null)
  const select = (steps: readonly StepId[]): void => {
    if (same(steps, wanted.value)) return
    wanted.value = steps
    session.client.presence.set({ selection: steps })
  }
  watch(() => current.value?.id ?? null, session.focusStep)
  return {
    ...stepReadings(session, structure),
    pipeline,
    structure,
    compiled: session.compiled,
    runs: session.runs,
    datasets: session.datasets,
    datasetsFailure: session.datasetsFailure,
    retryDatasets: session.retryDatasets,
    canEdit: session.canEdit,
    selection,
    selectedEdges: wantedEdges,
    current,
    trace: computed(() =>
      traced.value ? traceColumn(structure.value, session.compiled.value, traced.value) : null,
    ),
    traceColumn: (column) => {
      traced.value = column
    },
    select,
    selectEdges: (edges) => {
      if (!same(edges, wantedEdges.value)) wantedEdges.value = edges
    },
    ...stepNames(structure, useWords()),
    levels: session.levels,
    runOf: (step) => {
      const table = session.compiled.value.steps[step]?.table
      return table ? (session.runs.value.get(table) ?? null) : null
    },
    visitorsOf: (step) => visitors.value.get(step) ?? nobody,
    startEditing: (step, field) => {
      session.client.presence.set({ editing: step && field ? { target: step, field } : null })
    },
    ...useIntents(session, pipeline, { selection, select }),
    ...subflowIntents(session, pipeline, { selection, select, nameFor }),
  }
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index])
}

const readOnly: Failure = { code: 'workspace.read-only', args: {} }

function useIntents(
  { document, canEdit, pipeline: opened }: WorkspaceSession,
  pipeline: ComputedRef<Pipeline>,
  { selection, select }: Pick<PipelineEditor, 'selection' | 'select'>,
): PipelineIntents {
  const { edit } = document
  const whenOpen = useOpening(opened)
  const may = (change: () => void): void => {
    if (canEdit.value) change()
  }
  return {
    ...stepIntents({ document, canEdit, pipeline, selection, select, whenOpen }),
    removeEdges: (edges) => {
      may(() => {
        edit.disconnect(edges)
      })
    },
    connect: (edge) => {
      if (!canEdit.value) return readOnly
      const connected = edit.connect(edge)
      return connected.ok ? null : connected.failure
    },
    whyNotConnect: (edge) => {
      if (!canEdit.value) return readOnly
      const checked = edit.checkConnect(edge)
      return checked.ok ? null : checked.failure
    },
    reconnect: (old, edge) => {
      if (!canEdit.value) return readOnly
      return edit.gesture('reconnect', () => {
        const connected = edit.connect(edge)
        if (!connected.ok) return connected.failure
        edit.disconnect([old])
        return null
      })
    },
    ...layoutIntents({ edit, may, pipeline, selection }),
    ...clipboardIntents({ edit, canEdit, pipeline, selection, select, whenOpen }),
    ...settingIntents(document, pipeline, may),
    ...bundleIntents(document, may, pipeline),
  }
}

type StepParts = Pick<WorkspaceSession, 'canEdit' | 'document'> &
  Pick<PipelineEditor, 'pipeline' | 'selection' | 'select'> & { readonly whenOpen: WhenOpen }

function stepIntents({
  document,
  canEdit,
  pipeline,
  selection,
  select,
  whenOpen,
}: StepParts): Pick<PipelineIntents, 'addStep' | 'addTemplate' | 'removeSteps'> {
  const { edit } = document
  return {
    addStep: (wanted) => {
      if (!canEdit.value) return null
      let added: StepId | null = null
      whenOpen(() => {
        added = edit.gesture('add-step', () =>
          addStep(edit, pipeline.value, { around: selection.value, ...wanted }),
        )
        select([added])
      })
      return added
    },
    addTemplate: (template) => {
      if (!canEdit.value) return
      whenOpen(() => {
        const from = edit.gesture('add-template', () => addTemplate(edit, pipeline.value, template))
        if (from) select([from])
      })
    },
    removeSteps: (steps) => {
      if (canEdit.value) removeSteps(document, pipeline.value, steps)
    },
  }
}

type ClipboardParts = Pick<WorkspaceSession, 'canEdit'> &
  Pick<WorkspaceSession['document'], 'edit'> &
  Pick<PipelineEditor, 'pipeline' | 'selection' | 'select'> & { readonly whenOpen: WhenOpen }

function clipboardIntents({
  edit,
  canEdit,
  pipeline,
  selection,
  select,
  whenOpen,
}: ClipboardParts): Pick<PipelineIntents, 'copy' | 'paste' | 'duplicate'> {
  const paste: PipelineIntents['paste'] = (text, at) => {
    if (!canEdit.value) return readOnly
    let failure: Failure | null = null
    whenOpen(() => {
      const place = at ?? defaultPositionFor(pipeline.value, selection.value)
      const pasted = edit.pasteSteps(text, place, pipeline.value.id)
      if (pasted.ok) select(pasted.value)
      else failure = pasted.failure
    })
    return failure
  }
  return {
    copy: () => edit.copySteps(selection.value),
    paste,
    duplicate: () => {
      paste(edit.copySteps(selection.value))
    },
  }
}

function settingIntents(
  document: WorkspaceSession['document'],
  pipeline: ComputedRef<Pipeline>,
  may: (change: () => void) => void,
): Pick<
  PipelineIntents,
  'setTitle' | 'setSetting' | 'addItem' | 'setItem' | 'moveItem' | 'removeItem'
> {
  const { edit } = document
  return {
    setTitle: (step, title) => {
      may(() => {
        edit.setStepTitle(step, title)
      })
    },
    setSetting: (step, key, value) => {
      may(() => {
        edit.setSetting(step, key, value)
      })
    },
    addItem: (step, key, item) => {
      let added: ItemId | null = null
      may(() => {
        added = edit.addItem(step, key, item)
      })
      return added
    },
    setItem: (step, key, item, patch) => {
      may(() => {
        edit.setItem(step, key, item, patch)
      })
    },
    moveItem: (step, key, item, by) => {
      may(() => {
        const ids = itemIds(pipeline.value.steps[step], key)
        const at = ids.indexOf(item)
        const after = by < 0 ? (ids[at - 2] ?? null) : ids[at + 1]
        if (after !== undefined) edit.moveItem(step, key, item, after)
      })
    },
    removeItem: (step, key, item) => {
      may(() => {
        edit.removeItems(step, key, [item])
      })
    },
  }
}

function itemIds(step: Step | undefined, key: string): readonly `it_${string}`[] {
  const list: unknown = step
    ? Object.entries(step.settings).find(([name]) => name === key)?.[1]
    : []
  return Array.isArray(list) ? list.map((entry: { id: `it_${string}` }) => entry.id) : []
}

/** Removes steps and draws the edges that keep the flow whole, as one step of undo. */
function removeSteps(
  { edit }: WorkspaceSession['document'],
  pipeline: Pipeline,
  steps: readonly StepId[],
): void {
  const reconnections = planRemoval(pipeline, new Set(steps))
  edit.gesture('remove-steps', () => {
    edit.removeSteps(steps)
    for (const edge of reconnections) edit.connect(edge)
  })
}
