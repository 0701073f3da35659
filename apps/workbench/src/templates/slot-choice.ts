import { matchColumns, rankDatasets, typeFit } from '@weft/template-model'
import type { DatasetEntry } from '../datasets/dataset-shapes.ts'
import type { ChosenDataset, TemplateSlot } from './template-shapes.ts'

/** What a person has chosen for a slot so far; an empty dataset leaves it open. */
export interface SlotChoice {
  readonly dataset: string
  /** The dataset's column by the name of the expected one. */
  readonly columns: Readonly<Record<string, string>>
}

/** A slot nobody has chosen for. */
export const openSlot: SlotChoice = { dataset: '', columns: {} }

/** A dataset with the columns that seem to fit; `kept` are matches a person has made before. */
export function proposeFor(
  slot: TemplateSlot,
  dataset: DatasetEntry,
  kept: Readonly<Record<string, string>> = {},
): SlotChoice {
  const { matches } = matchColumns(slot, dataset.columns)
  const found = Object.fromEntries(matches.map(({ expected, column }) => [expected, column]))
  return { dataset: dataset.id, columns: { ...found, ...kept } }
}

/** What is proposed at first: the best dataset when it has every needed column, else nothing. */
export function proposeFirst(slot: TemplateSlot, datasets: readonly DatasetEntry[]): SlotChoice {
  const [best] = rankDatasets(slot, datasets)
  const isKnown = slot.columns.some(({ isNeeded }) => isNeeded)
  return best?.lacks === 0 && isKnown ? proposeFor(slot, best.dataset) : openSlot
}

/** The needed columns a choice has nothing for. */
export function missingColumns(slot: TemplateSlot, choice: SlotChoice): readonly string[] {
  if (choice.dataset === '') return []
  return slot.columns
    .filter(({ name, isNeeded }) => isNeeded && !choice.columns[name])
    .map(({ name }) => name)
}

/** The columns of a dataset that can stand for one of a type. */
export function fittingColumns(
  expected: { readonly type: string },
  dataset: DatasetEntry | undefined,
): DatasetEntry['columns'] {
  return dataset?.columns.filter(({ type }) => typeFit(type, expected.type) !== 'never') ?? []
}

/** Choices as the space takes them; slots left open are not among them. */
export function chosenDatasets(
  slots: readonly TemplateSlot[],
  choices: readonly SlotChoice[],
): ChosenDataset[] {
  return slots.flatMap(({ step }, index): ChosenDataset[] => {
    const choice = choices[index]
    if (!choice?.dataset) return []
    const columns = Object.entries(choice.columns)
      .filter(([, column]) => column !== '')
      .map(([expected, column]) => ({ expected, column }))
    return [{ step, dataset: choice.dataset, columns }]
  })
}
