import type { Failure, LocalText } from '@weft/kernel'
import { everyPipeline } from '@weft/documents'
import {
  subflowPorts,
  subflowSteps,
  type Pipeline,
  type PipelineId,
  type Step,
  type StepId,
  type Subflow,
} from '@weft/pipeline-model'
import { computed, type ComputedRef } from 'vue'
import type { WorkspaceSession } from '../../session/workspace-session.ts'
import type { PipelineEditor } from './pipeline-editor.ts'

/** What people can do with subflows. */
export interface SubflowIntents {
  /** Every subflow of the workspace, by title. */
  readonly subflows: ComputedRef<readonly Subflow[]>
  /** The pipelines and subflows whose steps use a subflow, one for each step. */
  usersOf: (subflow: PipelineId) => readonly Pipeline[]
  /** Puts the selected steps into a new subflow. */
  makeSubflow: () => Failure | null
  /** Puts the steps of a subflow back in the place of the step that uses it. */
  unfold: (step: StepId) => Failure | null
  /** Makes an empty subflow and has a step use it. */
  addSubflow: (step: StepId) => void
  setSubflowTitle: (subflow: PipelineId, title: LocalText) => void
  removeSubflow: (subflow: PipelineId) => Failure | null
  /** Moves an input, output or parameter of the open subflow among its like. */
  movePart: (part: StepId, by: -1 | 1) => void
  /** Goes into the subflow of a step. */
  enter: (step: StepId) => void
  openSubflow: (subflow: PipelineId) => void
  leaveTo: (count: number) => void
}

type Parts = Pick<PipelineEditor, 'selection' | 'select'> & {
  /** The title of the n-th subflow. */
  readonly nameFor: (n: number) => string
}

const readOnly: Failure = { code: 'workspace.read-only', args: {} }

function movePart(
  { document }: WorkspaceSession,
  pipeline: Pipeline,
  part: StepId,
  by: -1 | 1,
): void {
  const groups = Object.values(subflowPorts(pipeline)) as readonly (readonly Step[])[]
  const ids = groups.map((group) => group.map(({ id }) => id)).find((group) => group.includes(part))
  const at = ids?.indexOf(part) ?? -1
  const after = by < 0 ? (ids?.[at - 2] ?? null) : ids?.[at + 1]
  if (at + by >= 0 && after !== undefined) document.edit.moveSubflowPart(part, after)
}

/** The ways into subflows and out of them. */
function levelIntents(
  session: WorkspaceSession,
  pipeline: ComputedRef<Pipeline>,
  select: Parts['select'],
): Pick<SubflowIntents, 'enter' | 'openSubflow' | 'leaveTo'> {
  return {
    enter: (step) => {
      if (pipeline.value.steps[step]?.kind !== 'subflow') return
      select([])
      session.enter(step)
    },
    openSubflow: (subflow) => {
      select([])
      session.openSubflow(subflow)
    },
    leaveTo: (count) => {
      const inside = session.levels.value[count]?.around.at(-1)
      session.leaveTo(count)
      select(inside && pipeline.value.steps[inside] ? [inside] : [])
    },
  }
}

/** The intents that put steps into subflows and back. */
function stepsIntents(
  { document: { edit }, canEdit }: WorkspaceSession,
  nextTitle: () => LocalText,
  { selection, select }: Parts,
): Pick<SubflowIntents, 'makeSubflow' | 'unfold'> {
  return {
    makeSubflow: () => {
      if (!canEdit.value) return readOnly
      const made = edit.makeSubflow(selection.value, nextTitle())
      if (!made.ok) return made.failure
      select([made.value.step])
      return null
    },
    unfold: (step) => {
      if (!canEdit.value) return readOnly
      const unfolded = edit.unfoldSubflow(step)
      if (!unfolded.ok) return unfolded.failure
      select(unfolded.value)
      return null
    },
  }
}

/** The intents on subflows over an open workspace. */
export function subflowIntents(
  session: WorkspaceSession,
  pipeline: ComputedRef<Pipeline>,
  parts: Parts,
): SubflowIntents {
  const { document, canEdit, picture } = session
  const { edit } = document
  const subflows = computed(() => Object.values<Subflow>(picture.value.subflows))
  const nextTitle = (): LocalText => {
    const name = parts.nameFor(subflows.value.length + 1)
    return { en: name, zh: name }
  }
  const may = (change: () => void): void => {
    if (canEdit.value) change()
  }
  return {
    subflows,
    usersOf: (subflow) =>
      everyPipeline(picture.value).flatMap((one) =>
        subflowSteps(one).flatMap(({ settings }) => (settings.subflow === subflow ? [one] : [])),
      ),
    ...stepsIntents(session, nextTitle, parts),
    ...levelIntents(session, pipeline, parts.select),
    addSubflow: (step) => {
      may(() => {
        edit.gesture('add-subflow', () => {
          edit.setSetting(step, 'subflow', edit.addSubflow(nextTitle()))
        })
      })
    },
    setSubflowTitle: (subflow, title) => {
      may(() => {
        edit.setPipelineTitle(subflow, title)
      })
    },
    removeSubflow: (subflow) => {
      if (!canEdit.value) return readOnly
      const removed = edit.removeSubflow(subflow)
      return removed.ok ? null : removed.failure
    },
    movePart: (part, by) => {
      may(() => {
        movePart(session, pipeline.value, part, by)
      })
    },
  }
}
