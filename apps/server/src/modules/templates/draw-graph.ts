import { stepSpecs, type Step } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'
import type { TemplateGraph } from '../../store/tables/template-tables.ts'

/** The first pipeline of a content as a small picture; things drawn beside it are left out. */
export function drawGraph({ pipelines }: WorkspaceContent): TemplateGraph {
  const [pipeline] = pipelines
  if (!pipeline) return { nodes: [], edges: [] }
  const steps = Object.values<Step>(pipeline.steps).filter(
    ({ kind }) => stepSpecs[kind].family !== 'canvas' || kind === 'chart' || kind === 'reroute',
  )
  const places = new Map(steps.map(({ id }, index) => [id, index]))
  return {
    nodes: steps.map(({ id, kind }) => {
      const { x, y } = pipeline.positions[id] ?? { x: 0, y: 0 }
      return { x: Math.round(x), y: Math.round(y), family: stepSpecs[kind].family }
    }),
    edges: pipeline.edges.flatMap(({ from, to }): [number, number][] => {
      const [a, b] = [places.get(from), places.get(to)]
      return a === undefined || b === undefined ? [] : [[a, b]]
    }),
  }
}
