import { mayInWorkspace } from '@weft/access-rules'
import type { templateRoutes } from '@weft/api-contract'
import { accept, type Id, type LocalText, type Outcome } from '@weft/kernel'
import { fillSlots, type Slot, type SlotFill } from '@weft/template-model'
import {
  contentOf,
  diffContent,
  withoutMoves,
  type WorkspaceContent,
} from '@weft/workspace-changes'
import type { Selectable } from 'kysely'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import type { WorkspaceOriginRow } from '../../store/tables/template-tables.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readJoined, readPicture } from '../workspaces/index.ts'
import { unpackContent } from './pack-content.ts'
import type { TemplateDeps } from './template-deps.ts'
import { readTemplateRow, readTemplateVersion, type TemplateVersion } from './template-rights.ts'
import { withFilesOf } from './upstream-files.ts'

type Shown = AnswerOf<typeof templateRoutes.readUpstream>

/** What a workspace began with, or took over last. */
export interface UpstreamBase {
  readonly origin: Selectable<WorkspaceOriginRow>
  readonly version: number | null
  readonly fills: readonly SlotFill[]
  readonly content: WorkspaceContent
}

/** Upstream as it is now, as far as the caller may see it. */
export type UpstreamNow =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'template'; readonly version: TemplateVersion }
  | { readonly kind: 'workspace'; readonly content: WorkspaceContent; readonly title: LocalText }

/** The base of the next update; null for a workspace that was not made from anything. */
export async function readBase(reader: Reader, workspace: string): Promise<UpstreamBase | null> {
  const origin = await reader
    .selectFrom('workspace_origin')
    .selectAll()
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  if (!origin) return null
  const taken = await reader
    .selectFrom('upstream_update as update')
    .leftJoin('proposal', 'proposal.id', 'update.proposal')
    .select(['update.version', 'update.fills', 'update.content'])
    .where('update.workspace', '=', workspace)
    .where((eb) => eb.or([eb('update.proposal', 'is', null), eb('proposal.state', '=', 'merged')]))
    .orderBy('update.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { version, fills, content } = taken ?? origin
  return { origin, version, fills, content: unpackContent(content) }
}

/** [TPL-10] Reads upstream for the caller; what they may not see any more gives nothing. */
export async function readUpstreamNow(
  deps: TemplateDeps,
  caller: MemberCaller,
  { template, source }: UpstreamBase['origin'],
): Promise<UpstreamNow> {
  if (template !== null) {
    const seen = await readTemplateRow(deps.store, caller, template)
    if (!seen.ok) return { kind: 'hidden' }
    return { kind: 'template', version: await readTemplateVersion(deps.store, template) }
  }
  const joined = source === null ? null : await readJoined(deps.store, caller, source)
  const picture = joined?.ok ? await readPicture(deps, joined.value.id) : null
  if (!joined?.ok || !picture) return { kind: 'hidden' }
  return { kind: 'workspace', content: contentOf(picture), title: joined.value.title }
}

/** The proposal of an update that is neither merged nor closed. */
export async function readOpenUpdate(reader: Reader, workspace: string): Promise<Id<'pr'> | null> {
  const open = await reader
    .selectFrom('upstream_update')
    .innerJoin('proposal', 'proposal.id', 'upstream_update.proposal')
    .select('proposal.id')
    .where('upstream_update.workspace', '=', workspace)
    .where('proposal.state', '=', 'open')
    .executeTakeFirst()
  return (open?.id ?? null) as Id<'pr'> | null
}

/** The upstream workspace's content as this workspace would have it: under its own title, with the files it has. */
export async function boundSource(
  reader: Reader,
  workspace: string,
  base: UpstreamBase,
  content: WorkspaceContent,
): Promise<WorkspaceContent> {
  const tables = await reader
    .selectFrom('workspace_table')
    .select('digest')
    .where('workspace', '=', workspace)
    .execute()
  const known = new Set(tables.map(({ digest }) => digest))
  return fillSlots(withFilesOf(content, base.content, known), [], base.origin.app_title)
}

const neededOf = ({ columns }: Slot): readonly string[] =>
  columns.filter(({ isNeeded }) => isNeeded).map(({ name }) => name)

/** Slots of a version that are new, or need columns nothing was matched with. */
async function slotsToFill(
  reader: Reader,
  { version, fills, origin }: UpstreamBase,
  newest: TemplateVersion,
): Promise<Shown['slots']> {
  const old = await readTemplateVersion(reader, origin.template ?? '', version)
  const known = new Set(old.slots.map(({ step }) => step))
  return newest.slots.flatMap((slot): Shown['slots'] => {
    const fill = fills.find(({ step }) => step === slot.step)
    const isNew = !known.has(slot.step)
    const lacks = neededOf(slot).some(
      (name) => fill && !fill.columns.some(({ expected }) => expected === name),
    )
    if (!isNew && !lacks) return []
    const columns = fill?.columns.map(({ expected, column }) => ({ expected, column })) ?? []
    const filled = fill ? { dataset: fill.dataset, columns } : null
    return [{ ...slot, columns: [...slot.columns], filled }]
  })
}

const nothing = { base: null, latest: null, notes: {}, licence: null, slots: [] } as const

async function showNow(
  { store }: TemplateDeps,
  workspace: string,
  base: UpstreamBase,
  now: UpstreamNow,
): Promise<Omit<Shown, 'proposal' | 'mayUpdate'>> {
  if (now.kind === 'hidden') return { ...nothing, slots: [], state: 'hidden' }
  if (now.kind === 'workspace') {
    const content = await boundSource(store, workspace, base, now.content)
    const changes = withoutMoves(diffContent(base.content, content))
    return { ...nothing, slots: [], state: changes.length > 0 ? 'newer' : 'same' }
  }
  const { number, notes, licence } = now.version
  const isNewer = number > (base.version ?? 0)
  return {
    state: isNewer ? 'newer' : 'same',
    base: base.version,
    latest: number,
    notes,
    licence,
    slots: isNewer ? await slotsToFill(store, base, now.version) : [],
  }
}

/** Whether what a workspace was made from has become newer, as far as the caller may know. */
export async function readUpstream(
  deps: TemplateDeps,
  caller: MemberCaller,
  workspace: string,
): Promise<Outcome<Shown>> {
  const membership = await readJoined(deps.store, caller, workspace)
  if (!membership.ok) return membership
  const mayUpdate = mayInWorkspace(membership.value.role, 'update-from-upstream')
  const base = await readBase(deps.store, workspace)
  if (!base)
    return accept({ ...nothing, slots: [], state: 'none', proposal: null, mayUpdate: false })
  const now = await readUpstreamNow(deps, caller, base.origin)
  const proposal = await readOpenUpdate(deps.store, workspace)
  return accept({ ...(await showNow(deps, workspace, base, now)), proposal, mayUpdate })
}
