import type { Connection, EdgeUpdateEvent, OnConnectStartParams } from '@vue-flow/core'
import type { NewEdge } from '@weft/documents'
import type { Failure } from '@weft/kernel'
import type { EdgeId, InputPort, OutputPort, StepId } from '@weft/pipeline-model'
import { useToasts } from '@weft/ui-kit'
import type { PipelineEditor } from '../editor/pipeline-editor.ts'
import { useProblemWords } from '../use-problem-words.ts'
import { readDraggedKind } from './dragged-kind.ts'
import { stepHeight, stepWidth } from './step-size.ts'
import type { CanvasView } from './use-canvas-view.ts'
import type { DrawnConnection } from './use-connection.ts'
import type { QuickAddControl } from './use-quick-add.ts'

/** What the pointer does on the canvas beyond moving steps. */
export interface CanvasGestures {
  connect: (connection: Connection) => void
  isValid: (connection: Connection) => boolean
  connectStart: (start: OnConnectStartParams) => void
  connectEnd: (event?: MouseEvent | TouchEvent) => void
  /** The end of a connection is taken hold of, put elsewhere, and let go. */
  reconnectStart: () => void
  reconnect: (update: EdgeUpdateEvent) => void
  reconnectEnd: () => void
  drop: (event: DragEvent) => void
  askAt: (event: MouseEvent) => void
}

function asEdge({ source, sourceHandle, target, targetHandle }: Connection): NewEdge {
  return {
    from: source as StepId,
    fromPort: (sourceHandle ?? 'main') as OutputPort,
    to: target as StepId,
    port: (targetHandle ?? 'in') as InputPort,
  }
}

/** The edge that lies under a point of the screen, if any. */
function edgeUnder(x: number, y: number): EdgeId | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest<SVGElement>('.vue-flow__edge')?.dataset['id']
    if (id) return id as EdgeId
  }
  return null
}

/** What the gestures act on. */
export interface GestureParts {
  readonly editor: PipelineEditor
  readonly view: CanvasView
  readonly quickAdd: QuickAddControl
  readonly connection: DrawnConnection
}

/** Answers connecting, dropping from the list of steps, and asking for a step at the pointer. */
export function useCanvasGestures(parts: GestureParts): CanvasGestures {
  const { editor, view, quickAdd } = parts
  return {
    ...useConnectGestures(parts),
    drop: (event) => {
      const dragged = readDraggedKind(event.dataTransfer)
      if (!dragged) return
      const edge = edgeUnder(event.clientX, event.clientY)
      const at = view.toCanvas(event.clientX, event.clientY)
      const position = { x: at.x - stepWidth / 2, y: at.y - stepHeight / 2 }
      editor.addStep(
        edge ? { ...dragged, target: { kind: 'edge', edge } } : { ...dragged, position },
      )
    },
    askAt: (event) => {
      const hit = event.target instanceof Element ? event.target : null
      if (!hit?.closest('.vue-flow__pane')) return
      event.preventDefault()
      quickAdd.openAt({ kind: 'free' }, { x: event.clientX, y: event.clientY })
    },
  }
}

type ConnectGestures = Omit<CanvasGestures, 'drop' | 'askAt'>

function useConnectGestures({ editor, quickAdd, connection }: GestureParts): ConnectGestures {
  const { sayRefusal } = useProblemWords()
  const toasts = useToasts()
  const tell = (failure: Failure | null): void => {
    if (failure) toasts.say(sayRefusal(failure), { kind: 'bad' })
  }
  let isReconnecting = false
  return {
    connect: (drawn) => {
      connection.end()
      tell(editor.connect(asEdge(drawn)))
    },
    // The canvas also asks about the edges that are there already, which nobody is drawing.
    isValid: (drawn) =>
      connection.start.value === null ||
      'id' in drawn ||
      editor.whyNotConnect(asEdge(drawn)) === null,
    connectStart: (from) => {
      connection.begin(from)
    },
    connectEnd: (event) => {
      const from = connection.end()
      if (isReconnecting || !(event instanceof MouseEvent) || !from?.nodeId) return
      const hit = event.target instanceof Element ? event.target : null
      if (!hit?.closest('.vue-flow__pane')) return
      const step = from.nodeId as StepId
      const at = { x: event.clientX, y: event.clientY }
      if (from.handleType === 'target') {
        quickAdd.openAt({ kind: 'before', step, port: from.handleId as InputPort }, at)
      } else {
        quickAdd.openAt({ kind: 'after', step, port: (from.handleId ?? 'main') as OutputPort }, at)
      }
    },
    reconnectStart: () => {
      isReconnecting = true
    },
    reconnect: ({ edge, connection: wanted }) => {
      tell(editor.reconnect(edge.id as EdgeId, asEdge(wanted)))
    },
    reconnectEnd: () => {
      isReconnecting = false
      connection.end()
    },
  }
}
