import { openWorkspaceDocument, readAuthorship } from '@weft/documents'
import type { Random } from '@weft/kernel'
import {
  diffContent,
  tellChange,
  withoutMoves,
  type EntityChange,
  type WorkspaceContent,
} from '@weft/workspace-changes'
import type * as Y from 'yjs'
import type { Store, Transaction } from '../../store/store.ts'
import type { KeptChange, VersionKind } from '../../store/tables/history-tables.ts'
import { applyStored, type UpdateLog } from '../../sync/index.ts'
import type { Actor } from '../audit/index.ts'
import { addVersion, contentHashOf } from '../workspaces/index.ts'
import { readContent } from './read-content.ts'
import { readWriters, type FindWriter, type WriterLedger } from './writer-ledger.ts'

/** What making versions needs. */
export interface VersionDeps {
  readonly store: Store
  readonly log: UpdateLog
  readonly ledger: WriterLedger
  readonly random: Random
}

/** A version somebody, or the space itself, asks for. */
export interface VersionRequest {
  readonly workspace: string
  readonly at: Date
  readonly kind: VersionKind
  readonly actor: Actor
  readonly restoredFrom?: number | null
}

const mostChanges = 2000

function keptChange(
  change: EntityChange,
  contents: { readonly before: WorkspaceContent; readonly after: WorkspaceContent },
  actor: Actor | null,
): KeptChange {
  return {
    ...tellChange(change, contents),
    person: actor?.person ?? null,
    organisation: actor?.organisation ?? null,
  }
}

function keptChanges(
  doc: Y.Doc,
  contents: { readonly before: WorkspaceContent; readonly after: WorkspaceContent },
  find: FindWriter,
): readonly KeptChange[] {
  const changes = withoutMoves(diffContent(contents.before, contents.after)).slice(0, mostChanges)
  const writers = readAuthorship(doc, changes)
  return changes.map((change, at) => keptChange(change, contents, find(writers[at] ?? null)))
}

async function readNow({ log, random }: VersionDeps, workspace: string) {
  const stored = await log.load(workspace)
  if (!stored) return null
  const doc = applyStored(stored)
  const document = openWorkspaceDocument(doc, { random })
  const content: WorkspaceContent = document.read()
  document.dispose()
  return { doc, content }
}

/** The content of a workspace at one moment, ready to be kept. */
export interface PreparedVersion {
  readonly doc: Y.Doc
  readonly content: WorkspaceContent
  readonly find: FindWriter
}

/** Reads what a version would hold now; null when there is no such workspace. */
export async function prepareVersion(
  deps: VersionDeps,
  workspace: string,
): Promise<PreparedVersion | null> {
  await deps.ledger.flush()
  const now = await readNow(deps, workspace)
  if (!now) return null
  const { find } = await readWriters(deps.store, workspace)
  return { ...now, find }
}

/**
 * Keeps a prepared version, with who changed what since the last one. An automatic version is only kept when
 * something changed that means something; gives its number, or null when none was made.
 */
export async function keepPrepared(
  transaction: Transaction,
  { doc, content, find }: PreparedVersion,
  { workspace, at, kind, actor, restoredFrom = null }: VersionRequest,
): Promise<number | null> {
  // Several servers may want a version at once; one after the other sees what there is.
  await transaction
    .selectFrom('workspace')
    .select('id')
    .where('id', '=', workspace)
    .forUpdate()
    .executeTakeFirst()
  const last = await readContent(transaction, workspace, null)
  if (last && kind === 'automatic' && last.hash === contentHashOf(content)) return null
  const changes = last ? keptChanges(doc, { before: last.content, after: content }, find) : []
  if (last && kind === 'automatic' && changes.length === 0) return null
  return addVersion(transaction, { workspace, at, kind, actor, content, changes, restoredFrom })
}

/** Prepares and keeps a version. */
export async function makeVersion(
  deps: VersionDeps,
  request: VersionRequest,
): Promise<number | null> {
  const prepared = await prepareVersion(deps, request.workspace)
  if (!prepared) return null
  try {
    return await deps.store
      .transaction()
      .execute((transaction) => keepPrepared(transaction, prepared, request))
  } finally {
    prepared.doc.destroy()
  }
}
