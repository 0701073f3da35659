import type { InputPort, OutputPort } from './port.ts'
import { stepSpecs, type StepKind } from './step-specs.ts'
import type { Pipeline, Step, StepId, StepOf, Subflow, Subflows } from './step.ts'

type Body = Pick<Pipeline, 'steps' | 'order'>

function inOrder<K extends StepKind>({ steps, order = [] }: Body, kind: K): readonly StepOf<K>[] {
  const places = new Map(order.map((id, index) => [id, index]))
  const placeOf = ({ id }: { readonly id: StepId }) => places.get(id) ?? order.length
  return Object.values<Step>(steps)
    .filter((step): step is Extract<Step, { readonly kind: K }> => step.kind === kind)
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1)) as unknown as StepOf<K>[]
}

/** The steps a subflow is used by: where rows come in, where they leave, and what may be set from outside. */
export interface SubflowPorts {
  readonly inputs: readonly StepOf<'entry'>[]
  readonly outputs: readonly StepOf<'output'>[]
  readonly parameters: readonly StepOf<'parameter'>[]
}

/** The ports and parameters of a subflow, each in its order. */
export function subflowPorts(subflow: Body): SubflowPorts {
  return {
    inputs: inOrder(subflow, 'entry'),
    outputs: inOrder(subflow, 'output'),
    parameters: inOrder(subflow, 'parameter'),
  }
}

/** The subflow a step uses; null where it uses none, or one that is not there. */
export function subflowOf(
  { subflows }: { readonly subflows?: Subflows },
  step: Step,
): Subflow | null {
  const id = step.kind === 'subflow' ? step.settings.subflow : null
  return id !== null && subflows && Object.hasOwn(subflows, id) ? (subflows[id] ?? null) : null
}

/** The ports of one step. */
export interface StepPorts {
  readonly inputs: readonly InputPort[]
  readonly optionalInputs: readonly InputPort[]
  readonly outputs: readonly OutputPort[]
}

const noPorts: StepPorts = { inputs: [], optionalInputs: [], outputs: [] }
const known = new WeakMap<Subflow, StepPorts>()

/** The ports of a step: those of its kind, or of the subflow it uses. */
export function portsOf(pipeline: { readonly subflows?: Subflows }, step: Step): StepPorts {
  if (step.kind !== 'subflow') return stepSpecs[step.kind]
  const subflow = subflowOf(pipeline, step)
  if (!subflow) return noPorts
  const before = known.get(subflow)
  if (before) return before
  const { inputs, outputs } = subflowPorts(subflow)
  const ids = (steps: readonly { readonly id: StepId }[]) => steps.map(({ id }) => id)
  const ports = { inputs: ids(inputs), optionalInputs: [], outputs: ids(outputs) }
  known.set(subflow, ports)
  return ports
}

/** What the port of a subflow is called; empty for a port of a kind. */
export function innerPortName(
  pipeline: { readonly subflows?: Subflows },
  step: Step,
  port: InputPort | OutputPort,
): string {
  const inner = Object.entries<Step>(subflowOf(pipeline, step)?.steps ?? {}).find(
    ([id]) => id === port,
  )?.[1]
  return inner?.kind === 'entry' || inner?.kind === 'output' ? inner.settings.name : ''
}
