import type { workspaceRoutes } from '@weft/api-contract'
import { accept, refuse, type Clock } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { Handlers } from '../../http/handler.ts'
import type { Blobs } from '../../store/blobs.ts'
import type { Reader, Store } from '../../store/store.ts'
import { appendEvent } from '../audit/index.ts'
import { receiveTable } from '../datasets/index.ts'
import { readEditable, readJoined } from './workspace-rights.ts'

/** A table of a workspace as the native engine needs it. */
export interface TableSource {
  /** SHA-256 of its Arrow stream. */
  readonly digest: string
  readonly schema: Schema
  readonly csvPath: string
}

interface TableDeps {
  readonly store: Store
  readonly blobs: Blobs
  readonly now: Clock
}

type Routes = Pick<typeof workspaceRoutes, 'addTable' | 'readTable'>

const mostTables = 200

async function countTables(reader: Reader, workspace: string): Promise<number> {
  const { count } = await reader
    .selectFrom('workspace_table')
    .select((is) => is.fn.countAll().as('count'))
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The tables of these digests that are in a workspace; one of another workspace is not given. */
export async function readTableSources(
  reader: Reader,
  blobs: Blobs,
  workspace: string,
  digests: readonly string[],
): Promise<readonly TableSource[]> {
  if (digests.length === 0) return []
  const rows = await reader
    .selectFrom('workspace_table')
    .select(['digest', 'csv', 'columns'])
    .where('workspace', '=', workspace)
    .where('digest', 'in', [...digests])
    .execute()
  return rows.map(({ digest, csv, columns }) => ({
    digest,
    schema: columns,
    csvPath: blobs.path(csv),
  }))
}

/** Takes tables into workspaces and gives them to the people of the same workspace. */
export function workspaceTableHandlers({ store, blobs, now }: TableDeps): Handlers<Routes> {
  return {
    addTable: async (caller, { params: { workspace }, upload }) => {
      const membership = await readEditable(store, caller, workspace)
      if (!membership.ok) return membership
      if ((await countTables(store, workspace)) >= mostTables)
        return refuse('table.too-many', { limit: mostTables })
      const table = await receiveTable(upload.path)
      if (!table.ok) return table
      const { schema, rows, arrow } = table.value
      const digest = await blobs.put(arrow)
      const csv = await blobs.put(table.value.csv)
      const columns = schema.map(({ name, type }) => ({ name, type }))
      const at = new Date(now())
      await store.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('workspace_table')
          .values({
            workspace,
            digest,
            csv,
            columns: JSON.stringify(columns),
            rows,
            size_bytes: arrow.byteLength,
            person: caller.person,
            organisation: caller.organisation,
            added_at: at,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (added.numInsertedOrUpdatedRows === 0n) return
        await appendEvent(transaction, {
          at,
          actor: caller,
          event: 'workspace.table-added',
          subject: workspace,
          details: { digest, rows },
        })
      })
      return accept({ digest, rows, columns })
    },
    readTable: async (caller, { params: { workspace, table } }) => {
      const membership = await readJoined(store, caller, workspace)
      if (!membership.ok) return membership
      const [found] = await readTableSources(store, blobs, workspace, [table])
      const bytes = found ? await blobs.get(found.digest) : null
      return bytes ? accept({ bytes, etag: table }) : refuse('table.not-found')
    },
  }
}
