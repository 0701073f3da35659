import { accept, newId, refuse, type Outcome, type Random } from '@weft/kernel'
import { typeFit } from './type-groups.ts'
import type {
  ChosenDataset,
  ExpectedColumn,
  FilledColumn,
  OfferedColumn,
  Slot,
  SlotFill,
} from './slot.ts'

/** What a chosen dataset is checked against. */
export interface FillCheck {
  readonly slot: Slot
  readonly offered: readonly OfferedColumn[]
  /** How the slot was filled before; what is the same keeps its identifiers. */
  readonly before: SlotFill | null
  readonly random: Random
}

function fillColumn(
  expected: ExpectedColumn,
  column: string,
  { offered, before, random }: FillCheck,
): Outcome<FilledColumn> {
  const found = offered.find(({ name }) => name === column)
  if (!found) return refuse('template.column-unknown', { column })
  const fit = typeFit(found.type, expected.type)
  const names = { column, expected: expected.name, from: found.type, to: expected.type }
  if (fit === 'never') return refuse('template.column-unfit', names)
  const known = before?.columns.find((one) => one.expected === expected.name)
  const item = known?.item ?? newId('it', random)
  const cast = fit === 'converted' ? expected.type : null
  return accept({ expected: expected.name, column, item, cast })
}

/** Whether a dataset has exactly the expected columns, by the expected names; any other would show up further down. */
function isAsExpected(
  columns: readonly FilledColumn[],
  offered: readonly OfferedColumn[],
): boolean {
  const isPlain = columns.every(
    ({ expected, column, cast }) => expected === column && cast === null,
  )
  return isPlain && columns.length === offered.length
}

/** [TPL-5] Turns what a person chose for a slot into its fill; refused where a needed column has none or one that cannot be. */
export function checkFill(chosen: ChosenDataset, check: FillCheck): Outcome<SlotFill> {
  const { slot, before, random } = check
  const matches = new Map(chosen.columns.map(({ expected, column }) => [expected, column]))
  const columns: FilledColumn[] = []
  for (const expected of slot.columns) {
    const column = matches.get(expected.name)
    if (column === undefined) {
      if (!expected.isNeeded) continue
      return refuse('template.column-unmatched', { column: expected.name })
    }
    const filled = fillColumn(expected, column, check)
    if (!filled.ok) return filled
    columns.push(filled.value)
  }
  const differs = columns.length > 0 && !isAsExpected(columns, check.offered)
  const rename = differs
    ? (before?.rename ?? { step: newId('st', random), edge: newId('ed', random) })
    : null
  return accept({ step: slot.step, dataset: chosen.dataset, columns, rename })
}
