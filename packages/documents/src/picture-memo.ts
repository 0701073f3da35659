import type { PictureNotice } from './notices.ts'

interface Remembered {
  readonly value: unknown
  readonly notices: readonly PictureNotice[]
}

interface Nested {
  readonly parent: Nested | null
}

/** Remembers what each shared type was read as, until something inside it changes. */
export interface PictureMemo {
  /** What the type was read as before, or what `build` reads now; its notices are added to `into` either way. */
  read<T>(type: object, into: PictureNotice[], build: (notices: PictureNotice[]) => T): T
  /** Forgets the types that changed and everything around them. */
  forget(changed: Iterable<Nested>): void
}

/** Opens an empty memory; it holds nothing that the document itself does not hold. */
export function openPictureMemo(): PictureMemo {
  const remembered = new WeakMap<object, Remembered>()
  return {
    read<T>(type: object, into: PictureNotice[], build: (notices: PictureNotice[]) => T): T {
      let entry = remembered.get(type)
      if (!entry) {
        const notices: PictureNotice[] = []
        entry = { value: build(notices), notices }
        remembered.set(type, entry)
      }
      into.push(...entry.notices)
      return entry.value as T
    },
    forget(changed) {
      for (const type of changed) {
        for (let around: Nested | null = type; around !== null; around = around.parent) {
          remembered.delete(around)
        }
      }
    },
  }
}
