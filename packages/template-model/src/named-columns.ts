import type { Widget } from '@weft/app-model'
import type { Step } from '@weft/pipeline-model'
import type { WorkspaceContent } from '@weft/workspace-changes'
import { bodiesOf } from './map-pipelines.ts'

const sources: ReadonlySet<string> = new Set(['dataset', 'upload', 'table'])

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one)
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) yield* textsIn(one)
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Tells of a column's name whether a step or widget of the content names it. */
export function namedColumns(content: WorkspaceContent): (name: string) => boolean {
  const steps = bodiesOf(content).flatMap(({ steps: all }) => Object.values<Step>(all))
  const settings = [
    ...steps.filter(({ kind }) => !sources.has(kind)).map((step) => step.settings),
    ...Object.values<Widget>(content.app.widgets).map((widget) => widget.settings),
  ]
  const text = [...textsIn(settings)].join('\n')
  const known = new Map<string, boolean>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(name)}(?![\\p{L}\\p{N}_])`, 'iu')
    const isNamed = whole.test(text)
    known.set(name, isNamed)
    return isNamed
  }
}
