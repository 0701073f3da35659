import { isId, type Id } from '@weft/kernel'

/** An input by its name: `in` for one or many equal inputs, `left` and `right` for two tables, `reference` for one to look into. */
export type FixedInputPort = 'in' | 'left' | 'right' | 'reference'

/** Where an edge ends: a named input, or at a subflow the step inside that hands the rows on. */
export type InputPort = FixedInputPort | Id<'st'>

/** An output by its name: the step's own result, the rows it leaves out, or the rows that fail its rules. */
export type FixedOutputPort = 'main' | 'rest' | 'failing'

/** Where an edge begins: a named output, or at a subflow the output step inside. */
export type OutputPort = FixedOutputPort | Id<'st'>

const fixedInputs: readonly FixedInputPort[] = ['in', 'left', 'right', 'reference']
const fixedOutputs: readonly FixedOutputPort[] = ['main', 'rest', 'failing']

/** Whether a port is a step inside a subflow. */
export function isInnerPort(port: InputPort | OutputPort): port is Id<'st'> {
  return isId('st', port)
}

/** An input port from outside; `undefined` when it cannot be one. */
export function readInputPort(raw: unknown): InputPort | undefined {
  return isId('st', raw) ? raw : fixedInputs.find((port) => port === raw)
}

/** An output port from outside; `undefined` when it cannot be one. */
export function readOutputPort(raw: unknown): OutputPort | undefined {
  return isId('st', raw) ? raw : fixedOutputs.find((port) => port === raw)
}
