import { mayInWorkspace } from '@weft/access-rules'
import type { BodyOf, templateRoutes } from '@weft/api-contract'
import { refuse, type Id, type LocalText, type Outcome } from '@weft/kernel'
import { fillSlots, type SlotFill } from '@weft/template-model'
import { contentOf, type WorkspaceContent } from '@weft/workspace-changes'
import type { Transaction } from '../../store/store.ts'
import type { TemplateLicence } from '../../store/tables/template-tables.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { readJoined, readPicture, startWorkspace } from '../workspaces/index.ts'
import { copyFiles } from './copy-files.ts'
import { fillChosen } from './fill-chosen.ts'
import { packContent, unpackContent } from './pack-content.ts'
import { withoutFiles } from './upstream-files.ts'
import type { TemplateDeps } from './template-deps.ts'
import { readTemplateRow, readTemplateVersion } from './template-rights.ts'

/** What a workspace is made from, as it is kept for ever. */
interface Made {
  readonly template: string | null
  readonly version: number | null
  readonly source: string | null
  readonly title: LocalText
  readonly licence: TemplateLicence | null
  readonly by: { readonly person: string; readonly organisation: string }
  readonly fills: readonly SlotFill[]
  readonly content: WorkspaceContent
}

type Draft = Pick<BodyOf<typeof templateRoutes.startFromTemplate>, 'title' | 'scenario' | 'invite'>

/** [TPL-8] Keeps what a workspace was made from. */
async function keepOrigin(
  transaction: Transaction,
  { person, organisation }: MemberCaller,
  workspace: { readonly id: string; readonly title: LocalText; readonly at: Date },
  made: Made,
): Promise<void> {
  const { template, version, source, by } = made
  await transaction
    .insertInto('workspace_origin')
    .values({
      workspace: workspace.id,
      template,
      version,
      source,
      title: JSON.stringify(made.title),
      licence: JSON.stringify(made.licence),
      by_person: by.person,
      by_organisation: by.organisation,
      fills: JSON.stringify(made.fills),
      app_title: JSON.stringify(workspace.title),
      content: packContent(made.content),
      person,
      organisation,
      at: workspace.at,
    })
    .execute()
  await appendEvent(transaction, {
    at: workspace.at,
    actor: { person, organisation },
    event: 'workspace.made-from',
    subject: workspace.id,
    details: { template, version, source, title: made.title, by },
  })
}

/** Starts a workspace with the content it is made from; its document begins anew, without the other's past. */
function startMade(
  deps: TemplateDeps,
  caller: MemberCaller,
  draft: Draft,
  {
    made,
    bringFiles,
  }: { made: Made; readonly bringFiles: (into: Transaction, to: string) => Promise<void> },
): Promise<Outcome<Id<'ws'>>> {
  return deps.store.transaction().execute(async (transaction) => {
    const { title, scenario, invite } = draft
    const whole = { title, scenario, invite, content: made.content }
    const started = await startWorkspace(transaction, deps, caller, whole)
    if (!started.ok) return started
    const at = new Date(deps.now())
    await keepOrigin(transaction, caller, { id: started.value, title, at }, made)
    await bringFiles(transaction, started.value)
    return started
  })
}

/** Starts a workspace from the version of a template that was looked at. */
export async function startFromTemplate(
  deps: TemplateDeps,
  caller: MemberCaller,
  id: string,
  draft: BodyOf<typeof templateRoutes.startFromTemplate>,
): Promise<Outcome<Id<'ws'>>> {
  const template = await readTemplateRow(deps.store, caller, id)
  if (!template.ok) return template
  const version = await readTemplateVersion(deps.store, id)
  const { number, slots, title, licence, person, organisation } = version
  if (number !== draft.number) return refuse('template.newer')
  const check = { slots, before: [], random: deps.random }
  const fills = await fillChosen(deps.store, draft.fills, check)
  if (!fills.ok) return fills
  const content = fillSlots(unpackContent(version.content), fills.value, draft.title)
  const made: Made = {
    template: id,
    version: number,
    source: null,
    title,
    licence,
    by: { person, organisation },
    fills: fills.value,
    content,
  }
  return startMade(deps, caller, draft, {
    made,
    bringFiles: (transaction, workspace) =>
      copyFiles(transaction, deps, caller, { workspace, from: { template: id, number } }),
  })
}

/** Starts a workspace from another one, with the datasets it has. */
export async function copyWorkspace(
  deps: TemplateDeps,
  caller: MemberCaller,
  source: string,
  draft: BodyOf<typeof templateRoutes.copyWorkspace>,
): Promise<Outcome<Id<'ws'>>> {
  const membership = await readJoined(deps.store, caller, source)
  if (!membership.ok) return membership
  const { role, title } = membership.value
  if (!mayInWorkspace(role, 'copy-workspace')) return refuse('template.copy-not-allowed')
  if (draft.takeFiles && !mayInWorkspace(role, 'take-files-along'))
    return refuse('template.files-owner-only')
  const picture = await readPicture(deps, source)
  if (!picture) return refuse('workspace.not-found')
  const by = await deps.store
    .selectFrom('workspace')
    .select(['person', 'organisation'])
    .where('id', '=', source)
    .executeTakeFirstOrThrow()
  const now = contentOf(picture)
  const content = fillSlots(draft.takeFiles ? now : withoutFiles(now), [], draft.title)
  return startMade(deps, caller, draft, {
    made: { template: null, version: null, source, title, licence: null, by, fills: [], content },
    bringFiles: async (transaction, workspace) => {
      if (draft.takeFiles)
        await copyFiles(transaction, deps, caller, { workspace, from: { workspace: source } })
    },
  })
}
