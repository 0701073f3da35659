import { defaultPositionFor, type WorkspaceDocument } from '@weft/documents'
import {
  stepSpecs,
  type Condition,
  type Pipeline,
  type StepId,
  type StepOf,
} from '@weft/pipeline-model'
import { fromBars, type BarCondition } from '@weft/query-engine'
import { planRemoval } from '../canvas/plan-removal.ts'
import { makeRoom } from './add-step.ts'

type Edits = WorkspaceDocument['edit']

/** Which rows bars of a column leave over. */
export interface BarFilter {
  /** The step whose rows the bars are of. */
  readonly step: StepId
  readonly column: string
  /** What must hold; empty to take the filter by this column back. */
  readonly conditions: readonly BarCondition[]
}

const mainEdges = ({ edges }: Pipeline, step: StepId) =>
  edges.filter(({ from, fromPort = 'main' }) => from === step && fromPort === 'main')

/** The one step right after a step, where it is a filter all of whose conditions must hold. */
export function filterAfter(pipeline: Pipeline, step: StepId): StepOf<'filter'> | null {
  const targets = new Set(mainEdges(pipeline, step).map(({ to }) => to))
  const [only] = targets
  const found = only && targets.size === 1 ? pipeline.steps[only] : undefined
  return found?.kind === 'filter' && found.settings.match === 'all' ? found : null
}

/** The conditions on a column that bars wrote into the filter after a step. */
export function barConditionsAfter(
  pipeline: Pipeline,
  step: StepId,
  column: string,
): readonly Condition[] {
  const filter = filterAfter(pipeline, step)
  const written = (filter?.settings.conditions ?? []).filter(
    (one) => one.group === '' && one.against === 'value' && one.column === column,
  )
  return fromBars(written)
}

/** Puts a filter between a step and everything that follows its rows. */
function insertFilter(edit: Edits, pipeline: Pipeline, step: StepId): StepId {
  const after = mainEdges(pipeline, step)
  const from = pipeline.positions[step]
  const at =
    after.length > 0 && from ? { x: from.x + 1, y: from.y } : defaultPositionFor(pipeline, [step])
  const id = edit.addStep({ kind: 'filter', position: at })
  for (const old of after) {
    const before = pipeline.edges.filter(({ to, port }) => to === old.to && port === old.port)
    const place = before.findIndex((edge) => edge.id === old.id)
    edit.disconnect([old.id])
    const drawn = edit.connect({ from: id, to: old.to, port: old.port })
    // A port for several edges gives them their numbers by their order.
    if (drawn.ok && before.length > 1) edit.moveEdge(drawn.value, before[place - 1]?.id ?? null)
  }
  edit.connect({ from: step, to: id, port: 'in' })
  if (after.length > 0) makeRoom(edit, pipeline, { id, at })
  return id
}

const isBare = ({ title, settings }: StepOf<'filter'>, gone: readonly Condition[]) =>
  Object.keys(title).length === 0 &&
  settings.conditions.length === gone.length &&
  settings.groups.length === 0 &&
  settings.expression.trim() === ''

function takeOut(edit: Edits, pipeline: Pipeline, filter: StepId): void {
  const reconnections = planRemoval(pipeline, new Set([filter]))
  edit.removeSteps([filter])
  for (const edge of reconnections) edit.connect(edge)
}

/** Writes what bars say into the filter after a step, which is put in when there is none; gives the filter, or null when it left. */
export function filterByBars(edit: Edits, pipeline: Pipeline, wanted: BarFilter): StepId | null {
  const { step, column, conditions } = wanted
  const found = filterAfter(pipeline, step)
  const before = barConditionsAfter(pipeline, step, column)
  if (conditions.length === 0 && (!found || isBare(found, before))) {
    if (found) takeOut(edit, pipeline, found.id)
    return null
  }
  const filter = found?.id ?? insertFilter(edit, pipeline, step)
  const kept = before.slice(0, conditions.length)
  edit.removeItems(
    filter,
    'conditions',
    before.slice(kept.length).map(({ id }) => id),
  )
  conditions.forEach((condition, index) => {
    const old = kept[index]
    if (old) edit.setItem(filter, 'conditions', old.id, { ...condition })
    else edit.addItem(filter, 'conditions', { ...condition, column, against: 'value', group: '' })
  })
  return filter
}

/** Whether a filter can follow a step at all. */
export function canFilterAfter(pipeline: Pipeline, step: StepId): boolean {
  const kind = pipeline.steps[step]?.kind
  return kind !== undefined && stepSpecs[kind].outputs.includes('main')
}
