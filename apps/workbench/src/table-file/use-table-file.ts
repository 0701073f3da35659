import type { Failure, Outcome } from '@weft/kernel'
import type { ColumnChoice, FileAnswers } from '@weft/table-files'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { openTableReader, type TableWorker } from './open-table-reader.ts'
import type { FinishedTable } from './table-desk.ts'
import type { TablePreview } from './table-preview.ts'

/** A table a person has looked at and taken. */
export interface TakenTable extends FinishedTable {
  readonly fileName: string
}

function patched(preview: TablePreview, index: number, patch: Partial<ColumnChoice>): TablePreview {
  const choices = preview.choices.map((choice, at) =>
    at === index ? { ...choice, ...patch } : choice,
  )
  return { ...preview, choices }
}

function newState() {
  return {
    file: shallowRef<File | null>(null),
    answers: shallowRef<FileAnswers>({}),
    preview: shallowRef<TablePreview | null>(null),
    failure: shallowRef<Failure | null>(null),
    share: ref(0),
    isBusy: ref(false),
  }
}

/** One file at a time, from its choice to the table that is taken; leaving ends the reading. */
export function useTableFile(startWorker: () => TableWorker) {
  const state = newState()
  const { file, answers, preview, failure, share, isBusy } = state
  const reader = openTableReader(startWorker, (now) => {
    share.value = now
  })
  onScopeDispose(() => {
    reader.cancel()
  })

  async function show(asked: Promise<Outcome<TablePreview> | null>): Promise<void> {
    isBusy.value = true
    share.value = 0
    const outcome = await asked
    if (!outcome) return
    isBusy.value = false
    failure.value = outcome.ok ? null : outcome.failure
    if (outcome.ok) preview.value = outcome.value
  }

  return {
    ...state,
    /** Reads another file. */
    open: (chosen: File): Promise<void> => {
      file.value = chosen
      answers.value = {}
      preview.value = null
      failure.value = null
      return show(reader.read(chosen, {}))
    },
    /** Reads the file in another way. */
    reread: (said: FileAnswers): Promise<void> => {
      answers.value = { ...answers.value, ...said }
      return show(reader.read(null, answers.value))
    },
    /** Changes what becomes of one column. */
    change: (index: number, patch: Partial<ColumnChoice>): Promise<void> => {
      if (!preview.value) return Promise.resolve()
      // Seen at once; what it means for the rows follows.
      preview.value = patched(preview.value, index, patch)
      return show(reader.type(preview.value.choices))
    },
    /** Gives a column another name; its cells stay what they are. */
    rename: (index: number, name: string): void => {
      if (preview.value) preview.value = patched(preview.value, index, { name })
    },
    /** The table as it is shown; null when it was cancelled or cannot be. */
    take: async (): Promise<TakenTable | null> => {
      if (!preview.value || !file.value) return null
      isBusy.value = true
      const finished = await reader.finish(preview.value.choices)
      isBusy.value = false
      if (finished && !finished.ok) failure.value = finished.failure
      return finished?.ok ? { ...finished.value, fileName: file.value.name } : null
    },
    close: (): void => {
      reader.cancel()
      isBusy.value = false
      file.value = null
      preview.value = null
      failure.value = null
    },
  }
}
