import type { WorkspaceContent } from '@weft/workspace-changes'
import { gunzipSync } from 'node:zlib'
import type { Reader } from '../../store/store.ts'

/** The content of a version, by its number or the newest; null when there is none. */
export async function readContent(
  reader: Reader,
  workspace: string,
  number: number | null,
): Promise<{
  readonly number: number
  readonly hash: string
  readonly content: WorkspaceContent
} | null> {
  let query = reader
    .selectFrom('version')
    .select(['number', 'content', 'content_hash'])
    .where('workspace', '=', workspace)
  if (number !== null) query = query.where('number', '=', number)
  const row = await query.orderBy('number', 'desc').limit(1).executeTakeFirst()
  if (!row) return null
  const content = JSON.parse(gunzipSync(row.content).toString('utf8')) as WorkspaceContent
  return { number: row.number, hash: row.content_hash, content }
}
