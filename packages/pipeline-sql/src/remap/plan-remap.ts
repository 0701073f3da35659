import type { Id } from '@weft/kernel'
import {
  downstreamOf,
  foldName,
  type InputPort,
  type Pipeline,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import type { CompiledPipeline } from '../compiled-pipeline.ts'
import { columnUses } from './column-uses.ts'
import { renameInExpression } from './expression-columns.ts'
import { missingColumns } from './missing-columns.ts'

/** One value to write into a step so that it names another column. */
export interface ColumnChange {
  readonly step: StepId
  readonly setting: string
  readonly item: { readonly id: Id<'it'>; readonly field: string } | null
  readonly value: string
}

/** A column of an input that another is to take the place of. */
export interface Remap {
  readonly step: StepId
  readonly port: InputPort
  readonly column: string
  readonly to: string
}

function changesIn(step: Step, { port, column, to }: Omit<Remap, 'step'>): readonly ColumnChange[] {
  return columnUses(step).flatMap((use): readonly ColumnChange[] => {
    const { setting, item, text, written, columns } = use
    if (use.port !== port || !columns.some((name) => foldName(name) === foldName(column))) return []
    const value = written === 'column' ? to : renameInExpression(text, column, to)
    return [{ step: step.id, setting, item, value }]
  })
}

function changed(step: Step, { setting, item, value }: ColumnChange): Step {
  const settings: Readonly<Record<string, unknown>> = { ...step.settings }
  const list = settings[setting]
  const next =
    item && Array.isArray(list)
      ? (list as readonly { readonly id: string }[]).map((one) =>
          one.id === item.id ? { ...one, [item.field]: value } : one,
        )
      : value
  // The value is of the field it replaces, which the type cannot follow.
  return { ...step, settings: { ...settings, [setting]: next } } as unknown as Step
}

function apply(pipeline: Pipeline, changes: readonly ColumnChange[]): Pipeline {
  const steps = { ...pipeline.steps }
  for (const change of changes) {
    const step = steps[change.step]
    if (step) steps[change.step] = changed(step, change)
  }
  return { ...pipeline, steps }
}

/** Everything to write so that a step, and with `after` every step behind it, names the other column instead. */
export function planRemap(
  pipeline: Pipeline,
  compile: (pipeline: Pipeline) => CompiledPipeline,
  remap: Remap & { readonly after: boolean },
): readonly ColumnChange[] {
  const first = pipeline.steps[remap.step]
  const plan = [...(first ? changesIn(first, remap) : [])]
  if (!remap.after || plan.length === 0) return plan
  let current = apply(pipeline, plan)
  let compiled = compile(current)
  const behind = downstreamOf(pipeline, remap.step)
  for (const id of compiled.order) {
    const step = current.steps[id]
    if (!step || id === remap.step || !behind.has(id)) continue
    const gone = missingColumns(current, compiled, id).filter(
      ({ column, candidate, isRenamed }) =>
        foldName(column) === foldName(remap.column) && (isRenamed || candidate === remap.to),
    )
    const more = gone.flatMap(({ port, column, candidate }) =>
      changesIn(step, { port, column, to: candidate ?? remap.to }),
    )
    if (more.length === 0) continue
    plan.push(...more)
    current = apply(current, more)
    compiled = compile(current)
  }
  return plan
}
