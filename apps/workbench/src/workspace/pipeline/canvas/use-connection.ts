import type { OnConnectStartParams } from '@vue-flow/core'
import type { NewEdge } from '@weft/documents'
import type { Failure } from '@weft/kernel'
import {
  portsOf,
  type InputPort,
  type OutputPort,
  type Pipeline,
  type Position,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'

/** Why the step under the pointer takes no such connection, and where to say so. */
export interface UnfitNote {
  readonly failure: Failure
  /** From the top left corner of the canvas. */
  readonly at: Position
}

/** A connection while it is drawn: which steps fit its other end, and why the one under the pointer does not. */
export interface DrawnConnection {
  readonly start: Readonly<Ref<OnConnectStartParams | null>>
  /** The steps that fit; null while nothing is drawn. */
  readonly fitting: ComputedRef<ReadonlySet<StepId> | null>
  readonly unfit: Readonly<Ref<UnfitNote | null>>
  begin: (from: OnConnectStartParams) => void
  end: () => OnConnectStartParams | null
  pointAt: (event: PointerEvent, frame: HTMLElement | null) => void
}

/** The edges that would join the drawn end with any port of a step. */
function edgesWith(pipeline: Pipeline, start: OnConnectStartParams, step: Step): NewEdge[] {
  if (!start.nodeId || start.nodeId === step.id) return []
  const { inputs, outputs } = portsOf(pipeline, step)
  const from = start.nodeId as StepId
  if (start.handleType === 'target') {
    const port = (start.handleId ?? 'in') as InputPort
    return outputs.map((fromPort) => ({ from: step.id, fromPort, to: from, port }))
  }
  const fromPort = (start.handleId ?? 'main') as OutputPort
  return inputs.map((port) => ({ from, fromPort, to: step.id, port }))
}

function stepUnder({ clientX, clientY }: PointerEvent): StepId | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const id = element.closest<HTMLElement>('.vue-flow__node')?.dataset['id']
    if (id) return id as StepId
  }
  return null
}

/** Follows the drawing of a connection. */
export function useConnection(
  editor: Pick<PipelineEditor, 'structure' | 'whyNotConnect'>,
): DrawnConnection {
  const start = shallowRef<OnConnectStartParams | null>(null)
  const unfit = shallowRef<UnfitNote | null>(null)
  const problemWith = (step: Step): Failure | null => {
    if (!start.value || start.value.nodeId === step.id) return null
    const problems = edgesWith(editor.structure.value, start.value, step).map((edge) =>
      editor.whyNotConnect(edge),
    )
    if (problems.includes(null)) return null
    return problems[0] ?? { code: 'document.port-missing', args: {} }
  }
  const fitting = computed(() => {
    if (!start.value) return null
    const steps = Object.values<Step>(editor.structure.value.steps)
    return new Set(steps.filter((step) => problemWith(step) === null).map(({ id }) => id))
  })
  return {
    start,
    fitting,
    unfit,
    begin: (from) => {
      start.value = from
    },
    end: () => {
      const from = start.value
      start.value = null
      unfit.value = null
      return from
    },
    pointAt: (event, frame) => {
      if (!start.value) return
      const id = stepUnder(event)
      const step = id ? editor.structure.value.steps[id] : undefined
      const failure = step ? problemWith(step) : null
      const box = frame?.getBoundingClientRect()
      unfit.value =
        failure && box
          ? { failure, at: { x: event.clientX - box.left, y: event.clientY - box.top } }
          : null
    },
  }
}
