import type { LocalText } from '@weft/kernel'
import { compareEdges, type Edge, type Step } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'
import { mapPipelines, type PipelineBody } from './map-pipelines.ts'
import type { SlotFill } from './slot.ts'

const renameTitle: LocalText = { en: 'Columns as the template names them', zh: '按模板命名的列' }

/** How far a dataset moves to the left where a renaming step takes its place; nothing else moves. */
const stepAside = 240

function renamingStep({ columns }: SlotFill, id: Step['id']): Step {
  return {
    id,
    kind: 'select',
    title: renameTitle,
    settings: {
      columns: columns.map(({ expected, column, item, cast }) => ({
        id: item,
        column,
        name: expected === column ? null : expected,
        cast,
        keep: true,
      })),
      others: 'drop',
    },
  }
}

function withRename(body: PipelineBody, fill: SlotFill): PipelineBody {
  const { rename, step: slot } = fill
  if (!rename) return body
  const led = body.edges.map((edge): Edge => {
    return edge.from === slot ? { ...edge, from: rename.step } : edge
  })
  const own: Edge = { id: rename.edge, from: slot, to: rename.step, port: 'in', order: 'a0' }
  const { x, y } = body.positions[slot] ?? { x: 0, y: 0 }
  return {
    steps: { ...body.steps, [rename.step]: renamingStep(fill, rename.step) },
    edges: [...led, own].sort(compareEdges),
    positions: {
      ...body.positions,
      [slot]: { x: x - stepAside, y },
      [rename.step]: { x, y },
    },
  }
}

function fillOne(body: PipelineBody, fill: SlotFill): PipelineBody {
  const found = body.steps[fill.step]
  if (found?.kind !== 'dataset') return body
  const bound: Step = { ...found, settings: { dataset: fill.dataset } }
  return withRename({ ...body, steps: { ...body.steps, [bound.id]: bound } }, fill)
}

/** [TPL-6] Binds the slots of a template to datasets, the same way every time; a slot without a fill stays open. */
export function fillSlots(
  content: WorkspaceContent,
  fills: readonly SlotFill[],
  title: LocalText,
): WorkspaceContent {
  const bound = mapPipelines(content, (body) => fills.reduce(fillOne, body))
  return { ...bound, app: { ...bound.app, title } }
}
