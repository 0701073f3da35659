import { canonicalJson, sha256Hex } from '@weft/kernel'
import { contentOf, type WorkspaceContent } from '@weft/workspace-changes'
import { gzipSync } from 'node:zlib'
import type { Transaction } from '../../store/store.ts'
import type { KeptChange, VersionKind } from '../../store/tables/history-tables.ts'
import type { Actor } from '../audit/index.ts'

/** A version to be kept. */
export interface NewVersion {
  readonly workspace: string
  readonly at: Date
  readonly kind: VersionKind
  /** Who made it; both null for the space itself. */
  readonly actor: Actor
  readonly content: WorkspaceContent
  readonly changes: readonly KeptChange[]
  readonly restoredFrom: number | null
}

/** The hash of a content: equal hashes, equal contents, positions on the canvas included. */
export function contentHashOf(content: WorkspaceContent): string {
  return sha256Hex(Buffer.from(canonicalJson(contentOf(content))))
}

/** Keeps a version; its number is the next one of its workspace. Needs the row of the workspace locked when others may do the same. */
export async function addVersion(transaction: Transaction, version: NewVersion): Promise<number> {
  const { workspace, at, kind, actor, content, changes, restoredFrom } = version
  const last = await transaction
    .selectFrom('version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await transaction
    .insertInto('version')
    .values({
      workspace,
      number,
      at,
      kind,
      person: actor.person,
      organisation: actor.organisation,
      content: gzipSync(canonicalJson(contentOf(content))),
      content_hash: contentHashOf(content),
      changes: JSON.stringify(changes),
      restored_from: restoredFrom,
    })
    .execute()
  return number
}
