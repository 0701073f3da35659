import { accept, refuse, type Outcome, type Random } from '@weft/kernel'
import { checkFill, type ChosenDataset, type Slot, type SlotFill } from '@weft/template-model'
import type { Reader } from '../../store/store.ts'
import { readKnownDatasets } from './read-known-datasets.ts'

/** What chosen datasets are checked against. */
export interface ChosenCheck {
  readonly slots: readonly Slot[]
  /** How slots were filled before. */
  readonly before: readonly SlotFill[]
  readonly random: Random
}

/** [TPL-5] Checks chosen datasets against the catalogue and the template's slots; a slot nobody chose for stays as it was. */
export async function fillChosen(
  reader: Reader,
  chosen: readonly ChosenDataset[],
  { slots, before, random }: ChosenCheck,
): Promise<Outcome<readonly SlotFill[]>> {
  const known = await readKnownDatasets(
    reader,
    chosen.map(({ dataset }) => dataset),
  )
  const fills = new Map(before.map((fill) => [fill.step, fill]))
  for (const one of chosen) {
    const slot = slots.find(({ step }) => step === one.step)
    if (!slot) return refuse('template.no-slot')
    const offered = known.get(one.dataset)?.columns
    if (!offered) return refuse('template.no-dataset', { dataset: one.dataset })
    const filled = checkFill(one, { slot, offered, before: fills.get(one.step) ?? null, random })
    if (!filled.ok) return filled
    fills.set(one.step, filled.value)
  }
  return accept([...fills.values()])
}
