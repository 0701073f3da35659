import { mayInWorkspace } from '@weft/access-rules'
import { takeUpstream } from '@weft/documents'
import { accept, refuse, type Id, type LocalText, type Outcome } from '@weft/kernel'
import { fillSlots, type ChosenDataset, type SlotFill } from '@weft/template-model'
import { contentOf, diffContent, type WorkspaceContent } from '@weft/workspace-changes'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { openProposal, type PreparedProposal } from '../proposals/index.ts'
import { readJoined, readPicture } from '../workspaces/index.ts'
import { copyFiles } from './copy-files.ts'
import { fillChosen } from './fill-chosen.ts'
import { packContent, unpackContent } from './pack-content.ts'
import {
  boundSource,
  readBase,
  readOpenUpdate,
  readUpstreamNow,
  type UpstreamBase,
  type UpstreamNow,
} from './read-upstream.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Upstream as this workspace would have it. */
interface BoundUpstream {
  readonly content: WorkspaceContent
  readonly version: number | null
  readonly fills: readonly SlotFill[]
  readonly title: LocalText
  readonly notes: LocalText
}

type SeenUpstream = Exclude<UpstreamNow, { readonly kind: 'hidden' }>

async function bindUpstream(
  deps: TemplateDeps,
  workspace: string,
  { base, now }: { readonly base: UpstreamBase; readonly now: SeenUpstream },
  chosen: readonly ChosenDataset[],
): Promise<Outcome<BoundUpstream>> {
  if (now.kind === 'workspace') {
    const content = await boundSource(deps.store, workspace, base, now.content)
    return accept({ content, version: null, fills: [], title: now.title, notes: {} })
  }
  const { slots, number, title, notes } = now.version
  if (number <= (base.version ?? 0)) return refuse('template.nothing-newer')
  const check = { slots, before: base.fills, random: deps.random }
  const fills = await fillChosen(deps.store, chosen, check)
  if (!fills.ok) return fills
  const whole = unpackContent(now.version.content)
  const content = fillSlots(whole, fills.value, base.origin.app_title)
  return accept({ content, version: number, fills: fills.value, title, notes })
}

interface Update {
  readonly caller: MemberCaller
  readonly workspace: string
  readonly base: UpstreamBase
  readonly bound: BoundUpstream
}

/** Locks the workspace, so that of two who update at once one succeeds. */
async function checkOpen(transaction: Transaction, workspace: string): Promise<Outcome<null>> {
  await transaction
    .selectFrom('workspace')
    .select('id')
    .where('id', '=', workspace)
    .forUpdate()
    .executeTakeFirst()
  const open = await readOpenUpdate(transaction, workspace)
  return open === null ? accept(null) : refuse('template.update-open')
}

/** Keeps what is taken over; it becomes the base of the next update once its proposal is merged. */
async function keepUpdate(
  transaction: Transaction,
  deps: TemplateDeps,
  { caller, workspace, base, bound }: Update,
  proposal: Id<'pr'> | null,
): Promise<void> {
  const { person, organisation } = caller
  const at = new Date(deps.now())
  const last = await transaction
    .selectFrom('upstream_update')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  await transaction
    .insertInto('upstream_update')
    .values({
      workspace,
      number: (last?.number ?? 0) + 1,
      proposal,
      version: bound.version,
      fills: JSON.stringify(bound.fills),
      content: packContent(bound.content),
      person,
      organisation,
      at,
    })
    .execute()
  const { template } = base.origin
  if (template !== null && bound.version !== null) {
    const from = { template, number: bound.version }
    await copyFiles(transaction, deps, caller, { workspace, from })
  }
  await appendEvent(transaction, {
    at,
    actor: caller,
    event: 'workspace.updated-from-upstream',
    subject: workspace,
    details: { proposal, version: bound.version },
  })
}

function titleOf({ title, version }: BoundUpstream): LocalText {
  const [en, zh] = [title.en ?? title.zh ?? '', title.zh ?? title.en ?? '']
  return {
    en: version === null ? `Update from “${en}”` : `Update from “${en}”, version ${version}`,
    zh: version === null ? `从“${zh}”更新` : `从“${zh}”更新到第 ${version} 版`,
  }
}

async function propose(deps: TemplateDeps, update: Update): Promise<Outcome<Id<'pr'>>> {
  const { caller, workspace, base, bound } = update
  const prepared: PreparedProposal = {
    begin: (ours) =>
      takeUpstream({ base: base.content, ours, upstream: bound.content, random: deps.random }),
    check: (transaction) => checkOpen(transaction, workspace),
    keep: (transaction, proposal) => keepUpdate(transaction, deps, update, proposal),
  }
  const draft = { title: titleOf(bound), reason: bound.notes, reviewers: [] }
  return openProposal(deps, caller, { workspace, draft, prepared })
}

/** Whether the workspace already holds everything upstream changed. */
async function isTaken(deps: TemplateDeps, { workspace, base, bound }: Update): Promise<boolean> {
  const picture = await readPicture(deps, workspace)
  if (!picture) return false
  const ours = contentOf(picture)
  const { content } = takeUpstream({
    base: base.content,
    ours,
    upstream: bound.content,
    random: deps.random,
  })
  return diffContent(ours, content).length === 0
}

async function keepTaken(deps: TemplateDeps, update: Update): Promise<Outcome<null>> {
  return deps.store.transaction().execute(async (transaction) => {
    const open = await checkOpen(transaction, update.workspace)
    if (!open.ok) return open
    await keepUpdate(transaction, deps, update, null)
    return accept(null)
  })
}

/** What an update begins with: a workspace the caller may update, and upstream as they may see it. */
async function readUpdatable(
  deps: TemplateDeps,
  caller: MemberCaller,
  workspace: string,
): Promise<Outcome<{ readonly base: UpstreamBase; readonly now: SeenUpstream }>> {
  const membership = await readJoined(deps.store, caller, workspace)
  if (!membership.ok) return membership
  if (!mayInWorkspace(membership.value.role, 'update-from-upstream'))
    return refuse('template.update-not-allowed')
  const base = await readBase(deps.store, workspace)
  const now = base && (await readUpstreamNow(deps, caller, base.origin))
  if (!now || now.kind === 'hidden') return refuse('template.no-upstream')
  const open = await readOpenUpdate(deps.store, workspace)
  return open === null ? accept({ base, now }) : refuse('template.update-open')
}

/** [TPL-9] Opens what upstream changed as a proposal; null when the workspace has all of it already. */
export async function updateFromUpstream(
  deps: TemplateDeps,
  caller: MemberCaller,
  workspace: string,
  chosen: readonly ChosenDataset[],
): Promise<Outcome<Id<'pr'> | null>> {
  const found = await readUpdatable(deps, caller, workspace)
  if (!found.ok) return found
  const { base, now } = found.value
  const bound = await bindUpstream(deps, workspace, found.value, chosen)
  if (!bound.ok) return bound
  const update = { caller, workspace, base, bound: bound.value }
  if (now.kind === 'workspace' && diffContent(base.content, bound.value.content).length === 0)
    return refuse('template.nothing-newer')
  if (!(await isTaken(deps, update))) return propose(deps, update)
  const kept = await keepTaken(deps, update)
  return kept.ok ? accept(null) : kept
}
