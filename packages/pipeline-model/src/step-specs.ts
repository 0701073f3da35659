import type { InputPort, StepKind, StepSettings } from './step.ts'

/** How a setting is kept in the shared document: one value, a list of items by id, or text typed by several people at once. */
export type SettingShape = 'value' | 'list' | 'text'

/** What the product knows of one kind of step. */
export interface StepSpec<K extends StepKind> {
  readonly kind: K
  /** The ports edges may end at; empty for a source. */
  readonly inputs: readonly InputPort[]
  /** How many edges each port takes. */
  readonly edgesPerPort: 'one' | 'many'
  readonly hasOutput: boolean
  readonly shapes: { readonly [S in keyof StepSettings[K]]: SettingShape }
  /** The settings of a new step. */
  readonly initial: StepSettings[K]
}

/** Every kind of step, in the order of the palette. */
export const stepSpecs: { readonly [K in StepKind]: StepSpec<K> } = {
  dataset: {
    kind: 'dataset',
    inputs: [],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { dataset: 'value' },
    initial: { dataset: null },
  },
  select: {
    kind: 'select',
    inputs: ['in'],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { columns: 'list', others: 'value' },
    initial: { columns: [], others: 'keep' },
  },
  filter: {
    kind: 'filter',
    inputs: ['in'],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { match: 'value', conditions: 'list', expression: 'value' },
    initial: { match: 'all', conditions: [], expression: '' },
  },
  compute: {
    kind: 'compute',
    inputs: ['in'],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { columns: 'list' },
    initial: { columns: [] },
  },
  join: {
    kind: 'join',
    inputs: ['left', 'right'],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { kind: 'value', keys: 'list', suffix: 'value' },
    initial: { kind: 'inner', keys: [], suffix: '_2' },
  },
  group: {
    kind: 'group',
    inputs: ['in'],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { by: 'list', aggregates: 'list' },
    initial: { by: [], aggregates: [] },
  },
  sort: {
    kind: 'sort',
    inputs: ['in'],
    edgesPerPort: 'one',
    hasOutput: true,
    shapes: { keys: 'list', limit: 'value' },
    initial: { keys: [], limit: null },
  },
  union: {
    kind: 'union',
    inputs: ['in'],
    edgesPerPort: 'many',
    hasOutput: true,
    shapes: { match: 'value', distinct: 'value' },
    initial: { match: 'name', distinct: false },
  },
  sql: {
    kind: 'sql',
    inputs: ['in'],
    edgesPerPort: 'many',
    hasOutput: true,
    shapes: { sql: 'text' },
    initial: { sql: 'SELECT *\nFROM input_1\n' },
  },
  output: {
    kind: 'output',
    inputs: ['in'],
    edgesPerPort: 'one',
    hasOutput: false,
    shapes: { name: 'value' },
    initial: { name: 'result' },
  },
}

/** Every kind of step, in the order of the palette. */
export const stepKinds = Object.keys(stepSpecs) as readonly StepKind[]
