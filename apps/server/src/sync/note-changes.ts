import type { DocumentBirths } from './document-births.ts'

const noteEveryMs = 15_000
const remembered = 1000

/** Tells the store now and then that documents were changed; no edit waits for it. */
export function openChangeNotes(births: DocumentBirths) {
  const notedAt = new Map<string, number>()
  const running = new Set<Promise<void>>()
  return {
    changed: (document: string, at: number): void => {
      if (at - (notedAt.get(document) ?? -Infinity) < noteEveryMs) return
      notedAt.delete(document)
      notedAt.set(document, at)
      const oldest = notedAt.size > remembered ? notedAt.keys().next().value : undefined
      if (oldest !== undefined) notedAt.delete(oldest)
      // A list that shows an older time is the worst that can come of a failure.
      const note = births.noteChange(document, new Date(at)).catch(() => undefined)
      running.add(note)
      void note.finally(() => running.delete(note))
    },
    close: async (): Promise<void> => {
      await Promise.all(running)
    },
  }
}
