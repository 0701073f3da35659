import {
  castType,
  choice,
  column,
  list,
  name,
  optionalColumn,
  sharedText,
  text,
  whole,
} from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

const drawn = { family: 'canvas', inputs: [], outputs: [] } as const
const size = { least: 40, most: 20_000 } as const

/** Steps written in SQL, steps that end a pipeline, and things drawn beside it. */
export const resultKinds = {
  /** One SELECT; its inputs are the tables `input_1`, `input_2`, … in the order of the edges. */
  sql: defineKind({
    family: 'code',
    optionalInputs: ['in'],
    edgesPerPort: 'many',
    fields: {
      sql: sharedText('SELECT *\nFROM input_1\n', { language: 'sql', longest: 200_000 }),
    },
  }),
  /** `name` is what apps and releases call this table. */
  output: defineKind({
    family: 'result',
    outputs: [],
    fields: {
      name: text({ initial: 'result' }),
      /** The columns promised; none promises whatever arrives. */
      contract: list({ name: name(), type: castType('VARCHAR') }, { sortable: true }),
    },
  }),
  /** A chart of the rows, for those who build the pipeline. */
  chart: defineKind({
    family: 'canvas',
    outputs: [],
    fields: {
      drawing: choice(['bar', 'line', 'scatter', 'histogram']),
      x: column(),
      y: optionalColumn({ only: 'number' }),
    },
  }),
  note: defineKind({
    ...drawn,
    fields: {
      text: sharedText('', { language: 'prose', longest: 20_000 }),
      colour: choice(['yellow', 'blue', 'green', 'red', 'grey']),
      width: whole(240, size),
      height: whole(120, size),
    },
  }),
  frame: defineKind({
    ...drawn,
    fields: {
      colour: choice(['grey', 'blue', 'green', 'yellow', 'red']),
      width: whole(480, size),
      height: whole(320, size),
    },
  }),
  /** Hands on its rows as they are, to lead an edge around others. */
  reroute: defineKind({ family: 'canvas', fields: {} }),
}
