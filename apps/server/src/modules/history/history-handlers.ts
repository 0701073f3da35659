import type { historyRoutes } from '@weft/api-contract'
import { accept, refuse, type Clock, type LocalText, type Outcome } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { Transaction } from '../../store/store.ts'
import { readPersonRefs, type MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { readEditable, readJoined } from '../workspaces/index.ts'
import { addName, type VersionName } from './add-name.ts'
import { makeVersion, type VersionDeps } from './make-version.ts'
import { readContent } from './read-content.ts'
import { showActivity } from './show-activity.ts'
import { showContributions } from './show-contributions.ts'
import { showVersions } from './show-versions.ts'
import { readWriters } from './writer-ledger.ts'

/** What the history module works with. */
export interface HistoryDeps extends VersionDeps {
  readonly now: Clock
}

const longestName = 200

const wordsIn = (title: LocalText): string[] =>
  Object.values<string | undefined>({ ...title }).filter(
    (words): words is string => (words?.trim() ?? '') !== '',
  )

function checkTitle(title: LocalText): Outcome<null> {
  const words = wordsIn(title)
  const fits = words.length > 0 && words.every((each) => each.length <= longestName)
  return fits ? accept(null) : refuse('version.needs-name')
}

async function nameAndTell(
  transaction: Transaction,
  caller: MemberCaller,
  name: VersionName,
  at: Date,
): Promise<void> {
  await addName(transaction, caller, name, at)
  await appendEvent(transaction, {
    at,
    actor: caller,
    event: 'version.named',
    subject: name.workspace,
    details: { version: name.number, title: name.title },
  })
}

async function showOne({ store }: HistoryDeps, workspace: string, number: number) {
  const [version] = await showVersions(store, workspace, { only: number })
  return version ? accept(version) : refuse('version.not-found', { number })
}

async function keep(
  deps: HistoryDeps,
  caller: MemberCaller,
  workspace: string,
  { title, restoredFrom }: { readonly title: LocalText; readonly restoredFrom: number | null },
) {
  const editable = await readEditable(deps.store, caller, workspace)
  if (!editable.ok) return editable
  if (restoredFrom === null) {
    const checked = checkTitle(title)
    if (!checked.ok) return checked
  } else if (!(await readContent(deps.store, workspace, restoredFrom))) {
    return refuse('version.not-found', { number: restoredFrom })
  }
  const at = new Date(deps.now())
  const made = await makeVersion(deps, {
    workspace,
    at,
    kind: restoredFrom === null ? 'named' : 'restored',
    actor: caller,
    ...(restoredFrom === null ? {} : { restoredFrom }),
  })
  if (made === null) return refuse('workspace.not-found')
  await deps.store.transaction().execute(async (transaction) => {
    if (wordsIn(title).length > 0)
      await nameAndTell(transaction, caller, { workspace, number: made, title }, at)
    if (restoredFrom === null) return
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'version.restored',
      subject: workspace,
      details: { version: made, from: restoredFrom },
    })
  })
  return showOne(deps, workspace, made)
}

async function name(
  deps: HistoryDeps,
  caller: MemberCaller,
  { workspace, number }: { readonly workspace: string; readonly number: number },
  title: LocalText,
) {
  const editable = await readEditable(deps.store, caller, workspace)
  if (!editable.ok) return editable
  const checked = checkTitle(title)
  if (!checked.ok) return checked
  const found = await showOne(deps, workspace, number)
  if (!found.ok) return found
  const at = new Date(deps.now())
  await deps.store
    .transaction()
    .execute((transaction) => nameAndTell(transaction, caller, { workspace, number, title }, at))
  return showOne(deps, workspace, number)
}

async function listWriters(deps: HistoryDeps, workspace: string) {
  await deps.ledger.flush()
  const { stretches } = await readWriters(deps.store, workspace)
  const refOf = await readPersonRefs(deps.store, stretches)
  return accept(
    stretches.map((stretch) => {
      return { client: stretch.client, clock: stretch.clock, by: refOf(stretch) }
    }),
  )
}

/** Lists, shows, keeps and names versions, and tells who did what. */
export function historyHandlers(deps: HistoryDeps): Handlers<typeof historyRoutes> {
  const { store, log, now } = deps
  const reading = async <T>(
    caller: MemberCaller,
    workspace: string,
    read: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const joined = await readJoined(store, caller, workspace)
    return joined.ok ? read() : joined
  }
  return {
    listVersions: (caller, { params, query }) =>
      reading(caller, params.workspace, async () =>
        accept(await showVersions(store, params.workspace, { before: query.before })),
      ),
    readVersion: (caller, { params }) =>
      reading(caller, params.workspace, async () => {
        const { workspace, number } = params
        const version = await showOne(deps, workspace, number)
        const found = version.ok ? await readContent(store, workspace, number) : null
        if (!version.ok) return version
        if (!found) return refuse('version.not-found', { number })
        return accept({ ...version.value, content: found.content })
      }),
    keepVersion: (caller, { params, body }) => keep(deps, caller, params.workspace, body),
    nameVersion: (caller, { params, body }) => name(deps, caller, params, body.title),
    listWriters: (caller, { params }) =>
      reading(caller, params.workspace, () => listWriters(deps, params.workspace)),
    readContributions: (caller, { params }) =>
      reading(caller, params.workspace, async () => {
        await deps.ledger.flush()
        return accept(await showContributions(store, log, params.workspace))
      }),
    listActivity: (caller, { params, query }) =>
      reading(caller, params.workspace, async () => {
        const before = query.before === undefined ? new Date(now() + 1000) : new Date(query.before)
        return accept(await showActivity(store, params.workspace, before))
      }),
  }
}
