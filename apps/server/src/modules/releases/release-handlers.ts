import type { releaseRoutes } from '@weft/api-contract'
import { accept, refuse, type Id } from '@weft/kernel'
import { proposeVersion } from '@weft/release-model'
import type { Handlers } from '../../http/handler.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readEditable, readMembership } from '../workspaces/index.ts'
import { latestVersion } from './latest-version.ts'
import { publishRelease, readVersions, resultsHash, type PublishDeps } from './publish-release.ts'
import { showReleases } from './show-releases.ts'
import { readAppPage, searchStore } from './show-store.ts'

async function readOne({ store }: PublishDeps, id: string) {
  const rows = await store.selectFrom('release').selectAll().where('id', '=', id).execute()
  const [release] = await showReleases(store, rows)
  return release ? accept(release) : refuse('release.not-found')
}

async function preview(deps: PublishDeps, caller: MemberCaller, workspace: string) {
  const membership = await readEditable(deps.store, caller, workspace)
  if (!membership.ok) return membership
  const built = await deps.build(workspace)
  if (!built.ok) return built
  const { problems, outputs } = built.value
  const latest = latestVersion(await readVersions(deps.store, workspace))
  const before = await deps.store
    .selectFrom('release')
    .select('results_hash')
    .where('workspace', '=', workspace)
    .where('version', '=', latest ?? '')
    .executeTakeFirst()
  const same = before?.results_hash === resultsHash(built.value)
  const planned = await deps.store
    .selectFrom('feedback')
    .select(['id', 'text'])
    .where('workspace', '=', workspace)
    .where('state', '=', 'planned')
    .orderBy('at')
    .execute()
  return accept({
    proposedVersion: proposeVersion(latest, same ? 'looks' : 'results'),
    problems: problems.map(({ code, args, message }) => ({ code, args, message })),
    outputs: outputs.map(({ name, rows, schema }) => ({ name, rows, schema: [...schema] })),
    planned: planned.map(({ id, text }) => ({ id: id as Id<'fb'>, text })),
  })
}

/** Previews, publishes, lists and serves releases, and shows the store. */
export function releaseHandlers(deps: PublishDeps): Handlers<typeof releaseRoutes> {
  const { store, blobs } = deps
  return {
    previewRelease: (caller, { params }) => preview(deps, caller, params.workspace),
    publishRelease: async (caller, { params, body }) => {
      const published = await publishRelease(deps, caller, params.workspace, body)
      return published.ok ? readOne(deps, published.value) : published
    },
    listReleases: async (caller, { params }) => {
      const membership = await readMembership(store, caller, params.workspace)
      if (!membership.ok) return membership
      const rows = await store
        .selectFrom('release')
        .selectAll()
        .where('workspace', '=', params.workspace)
        .orderBy('published_at', 'desc')
        .execute()
      return accept(await showReleases(store, rows))
    },
    readRelease: (_caller, { params }) => readOne(deps, params.release),
    readBundle: async (_caller, { params }) => {
      const row = await store
        .selectFrom('release')
        .select(['bundle', 'version', 'app'])
        .where('id', '=', params.release)
        .executeTakeFirst()
      if (!row) return refuse('release.not-found')
      const bytes = await blobs.get(row.bundle)
      if (!bytes) return refuse('release.bundle-missing')
      return accept({ bytes, etag: row.bundle, fileName: `${row.app}-${row.version}.zip` })
    },
    searchStore: async (_caller, { query }) => accept(await searchStore(store, query)),
    readApp: (caller, { params }) => readAppPage(store, caller, params.app),
  }
}
