import type { WidgetId } from '@weft/app-model'
import { isId, type Clock } from '@weft/kernel'
import type { StepId } from '@weft/pipeline-model'
import * as Y from 'yjs'
import type { WorkspaceRoots } from './document-shape.ts'

/** A value of this person that another one replaced a moment after it was written. */
export interface Overwrite {
  /** Which entry it is, for `keepMine` and `dismiss`. */
  readonly key: string
  readonly step?: StepId
  readonly widget?: WidgetId
  /** The setting, or `title`. */
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
  /** The window that wrote what stands now. */
  readonly writer: number
}

/** The values of this person that others replaced, until one of the two was chosen. */
export interface Overwrites {
  read(): readonly Overwrite[]
  onChange(listener: () => void): () => void
  /** Writes this person's value again, as one step of undo. */
  keepMine(key: string): void
  /** Leaves what stands. */
  dismiss(key: string): void
}

/** The overwrites as the document itself uses them. */
export interface OpenOverwrites extends Overwrites {
  dispose(): void
}

/** How long a value counts as just written. */
const freshMs = 30_000

type Entries = Y.Map<unknown>

interface Written {
  readonly entries: Entries
  readonly name: string
  readonly value: unknown
  readonly at: number
}

/** The keys from a top-level map down to a shared map, without the top-level map itself. */
function pathTo(type: Entries): { readonly root: unknown; readonly path: readonly string[] } {
  const path: string[] = []
  let at: Y.AbstractType<unknown> | null = type as Y.AbstractType<unknown>
  while (at?._item) {
    path.unshift(at._item.parentSub ?? '')
    at = at._item.parent instanceof Y.AbstractType ? at._item.parent : null
  }
  return { root: at, path }
}

type Place = Pick<Overwrite, 'step' | 'widget' | 'field'>

/** The field a group of an entry's fields stands for; null for what nobody types or chooses. */
function fieldIn(path: readonly string[], name: string): string | null {
  const [group, list, item] = path
  if (group === 'title' && path.length === 1) return 'title'
  if (group !== 'settings' || name === 'order') return null
  if (path.length === 1) return name
  return path.length === 3 && item !== undefined ? (list ?? null) : null
}

/** Whose field an entry is; null for what is no field of a step or widget. */
function placeOf(roots: WorkspaceRoots, type: Entries, name: string): Place | null {
  const { root, path } = pathTo(type)
  if (root === roots.pipelines && path[1] === 'steps') {
    const [step, field] = [path[2], fieldIn(path.slice(3), name)]
    return isId('st', step) && field !== null ? { step, field } : null
  }
  if (root === roots.widgets) {
    const [widget, field] = [path[0], fieldIn(path.slice(1), name)]
    return isId('wi', widget) && field !== null ? { widget, field } : null
  }
  return null
}

const isPlain = (value: unknown): boolean => !(value instanceof Y.AbstractType)

/** The overwrites found so far, and who hears of them. */
function openFound() {
  const listeners = new Set<() => void>()
  let found: readonly Overwrite[] = []
  const replace = (next: readonly Overwrite[]): void => {
    if (next.length === 0 && found.length === 0) return
    found = next
    for (const listener of [...listeners]) listener()
  }
  const drop = (key: string): void => {
    replace(found.filter((one) => one.key !== key))
  }
  return {
    read: () => found,
    add: (overwrite: Overwrite): void => {
      replace([...found.filter(({ key }) => key !== overwrite.key), overwrite])
    },
    drop,
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    clear: () => {
      listeners.clear()
    },
  }
}

/** Watches which of this person's values others replace shortly after. */
export function watchOverwrites(
  doc: Y.Doc,
  roots: WorkspaceRoots,
  now: Clock,
  write: (change: () => void) => void,
): OpenOverwrites {
  const mine = new Map<string, Written>()
  const found = openFound()

  function note(key: string, entries: Entries, name: string): void {
    const value = entries.get(name)
    if (!isPlain(value) || placeOf(roots, entries, name) === null) return
    mine.set(key, { entries, name, value, at: now() })
    found.drop(key)
  }
  function compare(key: string, entries: Entries, name: string): void {
    const written = mine.get(key)
    const place = written && placeOf(roots, entries, name)
    if (!place) return
    const value = entries.get(name)
    const writer = entries._map.get(name)?.id.client
    const isReplaced = value !== written.value && writer !== undefined && writer !== doc.clientID
    if (!isReplaced) found.drop(key)
    else if (isPlain(value) && now() - written.at <= freshMs)
      found.add({ key, ...place, mine: written.value, theirs: value, writer })
  }
  function forgetOld(): void {
    const known = new Set(found.read().map(({ key }) => key))
    for (const [key, { at }] of mine) if (now() - at > freshMs && !known.has(key)) mine.delete(key)
  }
  function changed(transaction: Y.Transaction): void {
    forgetOld()
    const see = transaction.local ? note : compare
    for (const [type, names] of transaction.changed) {
      if (!(type instanceof Y.Map)) continue
      const { path } = pathTo(type as Entries)
      for (const name of names)
        if (name !== null) see([...path, name].join(' '), type as Entries, name)
    }
  }
  doc.on('afterTransaction', changed)
  return {
    read: found.read,
    onChange: found.onChange,
    dismiss: found.drop,
    keepMine: (key) => {
      const written = mine.get(key)
      if (!written || written.entries._item?.deleted) found.drop(key)
      else
        write(() => {
          written.entries.set(written.name, written.value)
        })
    },
    dispose: () => {
      found.clear()
      doc.off('afterTransaction', changed)
    },
  }
}
