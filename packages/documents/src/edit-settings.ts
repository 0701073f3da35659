import { isId, newId, type Id, type Random } from '@weft/kernel'
import { stepKinds, stepSpecs, type Field, type StepId } from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { mapIn, textIn } from './document-shape.ts'
import { findStep, type EditContext } from './edit-context.ts'
import { insertItem, placeItem, replaceItems } from './edit-list-items.ts'
import { mapAt, setEntry } from './edit-values.ts'
import { oneOf } from './field-reader.ts'
import { rewriteText } from './write-entries.ts'

type ItemId = Id<'it'>

/** The intents on the settings of steps. Intents on steps or items that are gone do nothing; unfit values throw. */
export interface SettingEdits {
  /** Sets any setting: a value, the words of a text, or all items of a list (items keep their id, new ones get one). */
  setSetting(step: StepId, setting: string, value: unknown): void
  /** Adds an item behind another one, first when `after` is null, last when it is not given. */
  addItem(step: StepId, setting: string, item: object, after?: ItemId | null): ItemId
  setItem(step: StepId, setting: string, item: ItemId, patch: object): void
  moveItem(step: StepId, setting: string, item: ItemId, after: ItemId | null): void
  removeItems(step: StepId, setting: string, items: readonly ItemId[]): void
}

const readKind = oneOf(stepKinds)

function fieldOf(step: Y.Map<unknown>, setting: string): Field<unknown> {
  const kind = readKind(step.get('kind'))
  const fields = kind ? stepSpecs[kind].fields : {}
  const field = Object.hasOwn(fields, setting) ? fields[setting] : undefined
  if (!field) throw new Error(`A step has no setting "${setting}".`)
  return field
}

/** Only the fields the item may have, each of the right type. */
function fitFields(step: Y.Map<unknown>, setting: string, given: object): [string, unknown][] {
  const { look } = fieldOf(step, setting)
  if (look.type !== 'list') throw new Error(`The setting "${setting}" is not a list.`)
  return Object.entries(given)
    .filter(([name]) => name !== 'id')
    .map(([name, value]) => {
      const field = Object.hasOwn(look.item, name) ? look.item[name] : undefined
      if (field?.read(value) === undefined) {
        throw new Error(`The field "${name}" of "${setting}" does not take this value.`)
      }
      return [name, value]
    })
}

function setItems(random: Random, step: Y.Map<unknown>, setting: string, value: unknown): void {
  const items: unknown[] = Array.isArray(value) ? value : []
  const fit = items
    .filter((item) => typeof item === 'object' && item !== null)
    .map((item) => ({
      id: 'id' in item && isId('it', item.id) ? item.id : newId('it', random),
      fields: fitFields(step, setting, item),
    }))
  replaceItems(mapAt(mapAt(step, 'settings'), setting), fit)
}

/** Sets any setting of a step's map: a value, the words of a text, or all items of a list; unfit values throw. */
export function setAny(
  random: Random,
  step: Y.Map<unknown>,
  setting: string,
  value: unknown,
): void {
  const field = fieldOf(step, setting)
  if (field.shape === 'list') {
    setItems(random, step, setting, value)
    return
  }
  const fit = field.read(value)
  if (fit === undefined) throw new Error(`The setting "${setting}" does not take this value.`)
  const settings = mapAt(step, 'settings')
  const text = field.shape === 'text' ? textIn(settings, setting) : null
  if (text && typeof fit === 'string') rewriteText(text, fit)
  else setEntry(settings, setting, fit)
}

/** The intents on settings over a document. */
export function editSettings(context: EditContext): SettingEdits {
  const { roots, write, random } = context

  function withList(
    step: StepId,
    setting: string,
    change: (list: Y.Map<unknown>, step: Y.Map<unknown>) => void,
  ) {
    const found = findStep(roots, step)
    if (found) change(mapAt(mapAt(found.step, 'settings'), setting), found.step)
  }

  return {
    setSetting: (id, setting, value) => {
      const change = () => {
        const found = findStep(roots, id)
        if (found) setAny(random, found.step, setting, value)
      }
      write('set-setting', change, `setting ${id} ${setting}`)
    },
    addItem: (id, setting, item, after) =>
      write('add-item', () => {
        const itemId = newId('it', random)
        withList(id, setting, (list, step) => {
          insertItem(list, { id: itemId, fields: fitFields(step, setting, item) }, after)
        })
        return itemId
      }),
    setItem: (id, setting, itemId, patch) => {
      const change = () => {
        withList(id, setting, (list, step) => {
          const entry = mapIn(list, itemId)
          if (!entry) return
          for (const [name, value] of fitFields(step, setting, patch)) setEntry(entry, name, value)
        })
      }
      write('set-item', change, `item ${itemId} ${Object.keys(patch).join(' ')}`)
    },
    moveItem: (id, setting, itemId, after) => {
      write('move-item', () => {
        withList(id, setting, (list) => {
          if (mapIn(list, itemId)) placeItem(list, itemId, after)
        })
      })
    },
    removeItems: (id, setting, items) => {
      write('remove-items', () => {
        withList(id, setting, (list) => {
          for (const item of items) list.delete(item)
        })
      })
    },
  }
}
