import type { Outcome } from '@weft/kernel'
import type { ColumnChoice, FileAnswers } from '@weft/table-files'
import type { FinishedTable } from './table-desk.ts'
import type { TablePreview } from './table-preview.ts'

/** What the page asks the worker that reads files. */
export type TableQuestion =
  | { readonly ask: 'read'; readonly file: File | null; readonly answers: FileAnswers }
  | { readonly ask: 'type'; readonly choices: readonly ColumnChoice[] }
  | { readonly ask: 'finish'; readonly choices: readonly ColumnChoice[] }

/** What the worker tells the page. */
export type TableReply =
  | { readonly say: 'share'; readonly share: number }
  | { readonly say: 'preview'; readonly outcome: Outcome<TablePreview> }
  | { readonly say: 'finished'; readonly outcome: Outcome<FinishedTable> }
