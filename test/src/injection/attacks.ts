import {
  stepSpecs,
  type Field,
  type FieldLook,
  type Fields,
  type Schema,
  type StepKind,
} from '@weft/pipeline-model'
import {
  hostileExpressions,
  hostileStatements,
  hostileTexts,
  hostileTypes,
} from './hostile-texts.ts'

/** One hostile value in an otherwise sound setting of a step. */
export interface Attack {
  /** The setting it is in, with the field of the item after a dot. */
  readonly path: string
  readonly look: FieldLook['type']
  /** The settings, when the columns a setting may name are represented by this one. */
  readonly settings: (column: string) => Values
}

type Values = Readonly<Record<string, unknown>>

const firstItem = 'it_0000000000'

const uploaded = (fileName: string, columns: Schema) => ({
  // The dataset of the suite whose columns are named by the hostile texts.
  digest: '5011dtext',
  fileName,
  rows: 1,
  columns,
})

/** What is put into a setting by its look; null where only a sound value can be read at all. */
const hostileValues: Readonly<Record<FieldLook['type'], readonly unknown[] | null>> = {
  text: hostileTexts,
  name: hostileTexts,
  value: hostileTexts,
  column: hostileTexts,
  dataset: hostileTexts,
  subflow: hostileTexts,
  cast: hostileTypes,
  expression: hostileExpressions,
  code: hostileStatements,
  cells: hostileTexts.map((text) => ({ [firstItem]: text })),
  file: [
    ...hostileTexts.map((text) => uploaded(text, [{ name: text, type: 'VARCHAR' }])),
    ...hostileTypes.map((text) => uploaded(text, [{ name: 'word', type: text }])),
  ],
  flag: null,
  choice: null,
  number: null,
  list: null,
}

const soundColumns = { number: 'id', text: 'word', moment: 'day', list: 'tags' } as const

function soundValue(name: string, { look, initial }: Field<unknown>, column: string): unknown {
  if (look.type === 'list') return [{ id: firstItem, ...soundValues(look.item, column) }]
  if (look.type === 'column') return look.only === 'any' ? column : soundColumns[look.only]
  if (look.type === 'name' || name === 'name') return `new_${name}`
  if (look.type === 'value') return '1'
  if (look.type === 'expression') return look.gives === 'condition' ? 'id > 1' : 'id'
  if (look.type === 'dataset') return 'sound'
  // Groups of conditions lie in each other by their ids; an empty one is outermost.
  return initial
}

function soundValues(fields: Fields, column: string): Values {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, soundValue(name, field, column)]),
  )
}

/** The values of the settings beside a field under which it matters, each with one more choice tried. */
function surroundings(fields: Fields, { shown }: Field<unknown>): readonly Values[] {
  const needed: readonly Values[] = shown ? shown.is.map((is) => ({ [shown.field]: is })) : [{}]
  const choices = Object.entries(fields).flatMap(([name, { look }]) =>
    look.type === 'choice' && name !== shown?.field
      ? look.options.map((option): Values => ({ [name]: option }))
      : [],
  )
  return needed.flatMap((one) => [one, ...choices.map((choice) => ({ ...one, ...choice }))])
}

// With every neighbouring choice only the worst are tried: what they do to a writer, the others do too.
const worst = 2

interface Place {
  readonly prefix: string
  readonly around: (values: Values, column: string) => Values
  /** How many of the hostile values are tried. */
  readonly most: number
}

function attacksOn(fields: Fields, { prefix, around, most }: Place): readonly Attack[] {
  return Object.entries(fields).flatMap(([name, field]): readonly Attack[] => {
    const { look } = field
    if (look.type === 'list') {
      const { item } = look
      return surroundings(fields, field).flatMap((beside, turn) =>
        attacksOn(item, {
          prefix: `${name}.`,
          most: turn === 0 ? most : worst,
          around: (inner, column) => {
            const list = { [name]: [{ id: firstItem, ...inner }] }
            return around({ ...soundValues(fields, column), ...beside, ...list }, column)
          },
        }),
      )
    }
    const hostile = hostileValues[look.type] ?? []
    return surroundings(fields, field).flatMap((beside, turn) =>
      hostile.slice(0, turn === 0 ? most : worst).map((value) => ({
        path: `${prefix}${name}`,
        look: look.type,
        settings: (column: string) =>
          around({ ...soundValues(fields, column), ...beside, [name]: value }, column),
      })),
    )
  })
}

/** Every attack on a kind of step, made from nothing but the definition of its settings. */
export function attacksOnKind(kind: StepKind): readonly Attack[] {
  return attacksOn(stepSpecs[kind].fields, {
    prefix: '',
    most: Number.POSITIVE_INFINITY,
    around: (values) => values,
  })
}

/** Settings that can hold nothing hostile: every text is refused when they are read. */
export function closedFields(fields: Fields): readonly Field<unknown>[] {
  return Object.values(fields).flatMap((field) => {
    if (field.look.type === 'list') return closedFields(field.look.item)
    return hostileValues[field.look.type] === null ? [field] : []
  })
}
