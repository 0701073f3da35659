import { accept, contentHash, newId, refuse, type Id, type Outcome } from '@weft/kernel'
import { isNewer, writeBundle, type WrittenBundle } from '@weft/release-model'
import type { Transaction } from '../../store/store.ts'
import { readOrganisationRefs, type MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { addName, keepPrepared, prepareVersion, type VersionDeps } from '../history/index.ts'
import { readEditable, readTeam, type WorkspaceMembership } from '../workspaces/index.ts'
import type { BuiltRelease, ReleaseBuilder, ReleaseDeps } from './build-release.ts'
import { latestVersion } from './latest-version.ts'
import type { ReleaseDraft, ReleaseToAdd } from './release-to-add.ts'
import { settleFeedback, tellRunners } from './tell-of-release.ts'

/** What publishing works with. */
export interface PublishDeps extends ReleaseDeps, VersionDeps {
  readonly build: ReleaseBuilder
}

function checkVersion(draft: ReleaseDraft, used: readonly string[]): Outcome<null> {
  const latest = latestVersion(used)
  if (latest === null) return accept(null)
  const words = { version: draft.version, latest }
  if (used.includes(draft.version)) return refuse('release.version-used', words)
  return isNewer(draft.version, latest) ? accept(null) : refuse('release.version-not-newer', words)
}

async function readSettled(transaction: Transaction, app: string, ids: readonly string[]) {
  if (ids.length === 0) return accept([])
  const rows = await transaction
    .selectFrom('feedback')
    .select(['id', 'text'])
    .where('id', 'in', [...ids])
    .where('app', '=', app)
    .where('state', 'in', ['new', 'planned'])
    .execute()
  const open = rows.length === new Set(ids).size
  return open ? accept(rows) : refuse('release.feedback-not-open')
}

/** A bundle says who built it and from whose data. */
async function bundleOf(
  deps: PublishDeps,
  workspace: WorkspaceMembership,
  draft: ReleaseDraft,
  built: BuiltRelease,
  at: Date,
): Promise<Outcome<WrittenBundle>> {
  return deps.store.transaction().execute(async (transaction) => {
    const settled = await readSettled(transaction, workspace.app, draft.settles)
    if (!settled.ok) return settled
    const team = await readTeam(transaction, workspace.id)
    const contributors = await readOrganisationRefs(transaction, [...team])
    const about = {
      app: workspace.app,
      version: draft.version,
      title: built.app.title,
      notes: draft.notes,
      publishedAt: at.toISOString(),
      datasets: built.datasets.map(({ id, title, owner, digest, attribution }) => ({
        id,
        title,
        owner,
        digest,
        attribution,
      })),
      contributors: [...contributors.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      settled: [...settled.value].sort((a, b) => (a.id < b.id ? -1 : 1)),
    }
    const { pipeline, app, outputs, answers } = built
    return accept(writeBundle({ about, pipeline, app, outputs, answers }))
  })
}

async function insertRelease(
  transaction: Transaction,
  actor: MemberCaller,
  release: ReleaseToAdd,
): Promise<void> {
  const { id, workspace, draft, built, bundle, address, at } = release
  await transaction
    .insertInto('release')
    .values({
      id,
      app: workspace.app,
      workspace: workspace.id,
      version: draft.version,
      title: JSON.stringify(built.app.title),
      summary: JSON.stringify(built.app.summary),
      notes: JSON.stringify(draft.notes),
      content_hash: bundle.contentHash,
      results_hash: resultsHash(built),
      bundle: address,
      bundle_size_bytes: bundle.bytes.length,
      published_at: at,
      person: actor.person,
      organisation: actor.organisation,
      outputs: JSON.stringify(built.outputs.map(({ name, rows }) => ({ name, rows }))),
      datasets: JSON.stringify(
        built.datasets.map(({ id, title, owner, attribution }) => ({
          id,
          title,
          owner,
          attribution,
        })),
      ),
    })
    .execute()
}

/** A release is a milestone in the history of its workspace, named after it. */
async function keepVersion(
  transaction: Transaction,
  actor: MemberCaller,
  { workspace: { id: workspace }, draft, version, at }: ReleaseToAdd,
): Promise<void> {
  const request = { workspace, at, kind: 'released', actor } as const
  const number = await keepPrepared(transaction, version, request)
  if (number === null) return
  const title = { en: draft.version, zh: draft.version }
  await addName(transaction, actor, { workspace, number, title }, at)
}

async function addRelease(
  deps: PublishDeps,
  transaction: Transaction,
  actor: MemberCaller,
  release: ReleaseToAdd,
): Promise<Outcome<null>> {
  const { id, workspace, draft, built, bundle, at } = release
  // Two people publishing at once come one after the other here.
  await transaction
    .selectFrom('workspace')
    .select('id')
    .where('id', '=', workspace.id)
    .forUpdate()
    .execute()
  const version = checkVersion(draft, await readVersions(transaction, workspace.id))
  if (!version.ok) return version
  const settled = await readSettled(transaction, workspace.app, draft.settles)
  if (!settled.ok) return settled
  await insertRelease(transaction, actor, release)
  await keepVersion(transaction, actor, release)
  await settleFeedback(deps, transaction, release)
  await tellRunners(deps, transaction, release)
  await transaction
    .updateTable('scenario')
    .set({ state: 'delivered' })
    .where('id', '=', workspace.scenario ?? '')
    .where('state', 'in', ['open', 'in-progress'])
    .execute()
  await appendEvent(transaction, {
    at,
    actor,
    event: 'release.published',
    subject: id,
    details: {
      workspace: workspace.id,
      version: draft.version,
      contentHash: bundle.contentHash,
      settles: draft.settles,
      // What came from no dataset is traced by its content.
      tables: built.tables,
    },
  })
  return accept(null)
}

/** The versions released from a workspace so far. */
export async function readVersions(
  reader: Pick<Transaction, 'selectFrom'>,
  workspace: string,
): Promise<string[]> {
  const rows = await reader
    .selectFrom('release')
    .select('version')
    .where('workspace', '=', workspace)
    .execute()
  return rows.map(({ version }) => version)
}

/** Changes when any output's name, columns or rows do. */
export function resultsHash({ outputs }: Pick<BuiltRelease, 'outputs'>): string {
  return contentHash(outputs.map(({ name, schema, rows }) => ({ name, schema, rows })))
}

/**
 * Publishes a release of what the stored document holds now, as the API does; `at` lets seeding put it
 * into the past. Refused with the first of the problems that `previewRelease` lists.
 */
export async function publishRelease(
  deps: PublishDeps,
  actor: MemberCaller,
  workspace: string,
  draft: ReleaseDraft,
  at: Date = new Date(deps.now()),
): Promise<Outcome<Id<'re'>>> {
  const membership = await readEditable(deps.store, actor, workspace)
  if (!membership.ok) return membership
  // Checked before the long work, and again inside the transaction.
  const early = checkVersion(draft, await readVersions(deps.store, workspace))
  if (!early.ok) return early
  const built = await deps.build(workspace)
  if (!built.ok) return built
  const [problem] = built.value.problems
  if (problem) return refuse(problem.code, problem.args)
  const bundle = await bundleOf(deps, membership.value, draft, built.value, at)
  if (!bundle.ok) return bundle
  const address = await deps.blobs.put(bundle.value.bytes)
  const prepared = await prepareVersion(deps, workspace)
  if (!prepared) return refuse('workspace.not-found')
  const id = newId('re', deps.random)
  const added = await deps.store.transaction().execute((transaction) =>
    addRelease(deps, transaction, actor, {
      id,
      workspace: membership.value,
      draft,
      built: built.value,
      bundle: bundle.value,
      address,
      // Of the content that was built, should somebody have edited since.
      version: { ...prepared, content: built.value.content },
      at,
    }),
  )
  prepared.doc.destroy()
  return added.ok ? accept(id) : added
}
