import type { Fields } from '../fields/field.ts'
import type { InputPort, OutputPort } from '../port.ts'

/** What a kind of step does in the flow. */
export type StepFamily =
  | 'source'
  | 'rows'
  | 'columns'
  | 'values'
  | 'figures'
  | 'combine'
  | 'quality'
  | 'code'
  | 'subflow'
  | 'result'
  | 'canvas'

/** All that is particular to a kind of step; reading, text form and settings panel derive from it. */
export interface KindDefinition<F extends Fields = Fields> {
  readonly family: StepFamily
  /** The ports edges may end at; empty for a source. */
  readonly inputs: readonly InputPort[]
  /** The inputs that need no edge. */
  readonly optionalInputs: readonly InputPort[]
  /** The ports edges may begin at; empty for a result. */
  readonly outputs: readonly OutputPort[]
  /** How many edges each input takes. */
  readonly edgesPerPort: 'one' | 'many'
  readonly fields: F
}

type Given<F extends Fields> = Partial<Omit<KindDefinition<F>, 'fields' | 'family'>> &
  Pick<KindDefinition<F>, 'fields' | 'family'>

/** Defines a kind of step: one input and one output unless it says otherwise. */
export function defineKind<const F extends Fields>(given: Given<F>): KindDefinition<F> {
  return {
    inputs: ['in'],
    optionalInputs: [],
    outputs: ['main'],
    edgesPerPort: 'one',
    ...given,
  }
}
