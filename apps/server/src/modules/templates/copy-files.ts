import { sql } from 'kysely'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Where files come from and which workspace gets them. */
export interface FileCopy {
  readonly workspace: string
  readonly from:
    { readonly template: string; readonly number: number } | { readonly workspace: string }
}

/** Brings the files of a template's version, or of another workspace, into a workspace; those it has already stay. */
export async function copyFiles(
  transaction: Transaction,
  { now }: Pick<TemplateDeps, 'now'>,
  { person, organisation }: MemberCaller,
  { workspace, from }: FileCopy,
): Promise<void> {
  const files =
    'template' in from
      ? sql`template_table where template = ${from.template} and number = ${from.number}`
      : sql`workspace_table where workspace = ${from.workspace}`
  await sql`
    insert into workspace_table
      (workspace, digest, csv, columns, rows, size_bytes, person, organisation, added_at)
    select ${workspace}, digest, csv, columns, rows, size_bytes, ${person}, ${organisation},
      ${new Date(now())}::timestamptz
    from ${files}
    on conflict do nothing`.execute(transaction)
}
