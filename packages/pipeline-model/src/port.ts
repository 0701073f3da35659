/** Where an edge ends: `in` for one or many equal inputs, `left` and `right` for two tables, `reference` for one to look into. */
export type InputPort = 'in' | 'left' | 'right' | 'reference'

/** Every input port there is. */
export const inputPorts: readonly InputPort[] = ['in', 'left', 'right', 'reference']

/** Where an edge begins: the step's own result, the rows it leaves out, or the rows that fail its rules. */
export type OutputPort = 'main' | 'rest' | 'failing'

/** Every output port there is. */
export const outputPorts: readonly OutputPort[] = ['main', 'rest', 'failing']
