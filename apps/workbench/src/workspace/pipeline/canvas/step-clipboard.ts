import { stepKinds, type InputPort, type Pipeline, type Position, type Step, type StepId } from '@weft/pipeline-model'

/** Steps cut loose from their pipeline, with the edges among them. */
export interface CopiedSteps {
  readonly steps: readonly { readonly step: Step; readonly position: Position }[]
  readonly edges: readonly { readonly from: StepId; readonly to: StepId; readonly port: InputPort }[]
}

const mark = 'weft-steps/1'

/** Writes the chosen steps and the edges among them as text for the clipboard. */
export function writeSteps(pipeline: Pipeline, chosen: readonly StepId[]): string {
  const inside = new Set(chosen)
  const copied: CopiedSteps = {
    steps: chosen.flatMap((id) => {
      const step = pipeline.steps[id]
      return step ? [{ step, position: pipeline.positions[id] ?? { x: 0, y: 0 } }] : []
    }),
    edges: pipeline.edges
      .filter((edge) => inside.has(edge.from) && inside.has(edge.to))
      .map(({ from, to, port }) => ({ from, to, port })),
  }
  return JSON.stringify({ mark, ...copied })
}

/** Reads steps from clipboard text; null when the text is something else. */
export function readSteps(text: string): CopiedSteps | null {
  if (!text.includes(mark)) return null
  try {
    const found: unknown = JSON.parse(text)
    return isCopiedSteps(found) ? { steps: found.steps, edges: found.edges } : null
  } catch {
    return null
  }
}

function isCopiedSteps(found: unknown): found is CopiedSteps {
  if (!isRecord(found) || found['mark'] !== mark) return false
  const { steps, edges } = found
  return Array.isArray(steps) && steps.every(isCopiedStep) && Array.isArray(edges)
}

function isCopiedStep(entry: unknown): boolean {
  if (!isRecord(entry) || !isRecord(entry['step']) || !isRecord(entry['position'])) return false
  return (
    stepKinds.some((kind) => kind === (entry['step'] as Record<string, unknown>)['kind']) &&
    isRecord((entry['step'] as Record<string, unknown>)['settings']) &&
    typeof entry['position']['x'] === 'number' &&
    typeof entry['position']['y'] === 'number'
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
