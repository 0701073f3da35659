import type { WorkspaceDocument } from '@weft/documents'
import { defaultPositionFor, nextOutputName } from '@weft/documents'
import type { LocalText } from '@weft/kernel'
import type { InputPort, Pipeline, StepId, StepKind } from '@weft/pipeline-model'

/** The ways a pipeline can begin that are offered ready-made. */
export const templateIds = ['clean', 'combine', 'trend', 'compare'] as const

/** The name of one of them. */
export type TemplateId = (typeof templateIds)[number]

/** One step of a template: where it stands, and which steps before it feed its inputs. */
interface TemplateStep {
  readonly kind: StepKind
  readonly column: number
  readonly row: number
  readonly from: readonly (readonly [step: number, port: InputPort])[]
  readonly title?: LocalText
}

const first: LocalText = { en: 'First table', zh: '第一张表' }
const second: LocalText = { en: 'Second table', zh: '第二张表' }
const across = 240
const down = 112

/** Each step of a chain feeds the next one's only input. */
function chain(kinds: readonly StepKind[], after: number, column: number): TemplateStep[] {
  return kinds.map((kind, index) => ({
    kind,
    column: column + index,
    row: 0,
    from: [[after + index, 'in']],
  }))
}

const source = (row: number, title?: LocalText): TemplateStep => ({
  kind: 'dataset',
  column: 0,
  row,
  from: [],
  ...(title && { title }),
})
const both: TemplateStep['from'] = [
  [0, 'left'],
  [1, 'right'],
]

/** The steps of every template, in the order they are added; what they are to do is left to their settings. */
export const templates: Readonly<Record<TemplateId, readonly TemplateStep[]>> = {
  clean: [source(0), ...chain(['select', 'clean', 'fill', 'dedupe', 'check', 'output'], 0, 1)],
  combine: [
    source(0, first),
    source(1, second),
    { kind: 'join', column: 1, row: 0, from: both },
    ...chain(['group', 'sort', 'output'], 2, 2),
  ],
  trend: [
    source(0),
    ...chain(['dates', 'group', 'sort', 'output'], 0, 1),
    { kind: 'chart', column: 4, row: 1, from: [[3, 'in']] },
  ],
  compare: [
    source(0, { en: 'Old table', zh: '旧表' }),
    source(1, { en: 'New table', zh: '新表' }),
    { kind: 'compare', column: 1, row: 0, from: both },
    ...chain(['output'], 2, 2),
  ],
}

/** Adds the steps of a template below what is there; its first dataset is where to go on. */
export function addTemplate(
  edit: WorkspaceDocument['edit'],
  pipeline: Pipeline,
  template: TemplateId,
): StepId | null {
  const corner = defaultPositionFor(pipeline)
  const added: StepId[] = []
  for (const { kind, column, row, from, title } of templates[template]) {
    const position = { x: corner.x + column * across, y: corner.y + row * down }
    const settings = kind === 'output' ? { name: nextOutputName(pipeline) } : undefined
    const to = edit.addStep({
      pipeline: pipeline.id,
      kind,
      position,
      ...(title && { title }),
      ...(settings && { settings }),
    })
    added.push(to)
    for (const [index, port] of from) {
      const source = added[index]
      if (source) edit.connect({ from: source, to, port })
    }
  }
  return added[0] ?? null
}
