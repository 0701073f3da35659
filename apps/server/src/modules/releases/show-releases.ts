import type { releaseRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { Selectable } from 'kysely'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import type { ReleaseRow } from '../../store/tables/co-building-tables.ts'
import { readPersonRefs } from '../accounts/index.ts'

/** A release as the API shows it. */
export type ShownRelease = AnswerOf<typeof releaseRoutes.readRelease>

/** Shows releases with what they settled. */
export async function showReleases(
  reader: Reader,
  rows: readonly Selectable<ReleaseRow>[],
): Promise<ShownRelease[]> {
  if (rows.length === 0) return []
  const settled = await reader
    .selectFrom('feedback')
    .selectAll()
    .where(
      'settled_in',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at')
    .execute()
  const refOf = await readPersonRefs(reader, [...rows, ...settled])
  return rows.map((row) => ({
    id: row.id as Id<'re'>,
    app: row.app as Id<'ap'>,
    workspace: row.workspace as Id<'ws'>,
    version: row.version,
    title: row.title,
    summary: row.summary,
    notes: row.notes,
    contentHash: row.content_hash,
    bundleSizeBytes: row.bundle_size_bytes,
    publishedAt: row.published_at.toISOString(),
    publishedBy: refOf(row),
    outputs: row.outputs,
    datasets: row.datasets,
    settled: settled
      .filter(({ settled_in }) => settled_in === row.id)
      .map((item) => ({ id: item.id as Id<'fb'>, text: item.text, by: refOf(item) })),
  }))
}
