import type { historyRoutes } from '@weft/api-contract'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import type { KeptChange } from '../../store/tables/history-tables.ts'
import { readPersonRefs, type PersonRef } from '../accounts/index.ts'
import type { Actor } from '../audit/index.ts'

type Version = AnswerOf<typeof historyRoutes.listVersions>[number]

const page = 100

/** Which versions: below a number, or one alone. */
export interface VersionRange {
  readonly before?: number | undefined
  readonly only?: number
}

async function readRows(reader: Reader, workspace: string, { before, only }: VersionRange) {
  let query = reader
    .selectFrom('version')
    .select(['number', 'at', 'kind', 'person', 'organisation', 'changes', 'restored_from'])
    .where('workspace', '=', workspace)
  if (before !== undefined) query = query.where('number', '<', before)
  if (only !== undefined) query = query.where('number', '=', only)
  return query.orderBy('number', 'desc').limit(page).execute()
}

/** The newest name of each version. */
async function readNames(reader: Reader, workspace: string, numbers: readonly number[]) {
  if (numbers.length === 0) return new Map<number, Actor & { readonly title: object }>()
  const rows = await reader
    .selectFrom('version_name')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('number', 'in', [...numbers])
    .orderBy('at')
    .execute()
  return new Map(rows.map((row) => [row.number, row]))
}

/** A kept change as it is shown. */
export function shownChange(
  { person, organisation, ...change }: KeptChange,
  refOf: (actor: Actor) => PersonRef,
) {
  const by = person === null ? null : refOf({ person, organisation })
  const joins = change.joins.map(([kind, title]): [string, typeof title] => [kind, title])
  return { ...change, joins, fields: [...change.fields], by } as Version['changes'][number]
}

/** Versions of a workspace, newest first, at most a hundred. */
export async function showVersions(
  reader: Reader,
  workspace: string,
  range: VersionRange,
): Promise<Version[]> {
  const rows = await readRows(reader, workspace, range)
  const names = await readNames(
    reader,
    workspace,
    rows.map(({ number }) => number),
  )
  const actors = [...rows, ...names.values(), ...rows.flatMap(({ changes }) => changes)]
  const refOf = await readPersonRefs(reader, actors)
  return rows.map((row) => {
    const name = names.get(row.number)
    const maker: Actor = row.person === null && name ? name : row
    return {
      number: row.number,
      at: row.at.toISOString(),
      kind: row.kind,
      title: name?.title ?? {},
      by: maker.person === null ? null : refOf(maker),
      restoredFrom: row.restored_from,
      changes: row.changes.map((change) => shownChange(change, refOf)),
    }
  })
}
