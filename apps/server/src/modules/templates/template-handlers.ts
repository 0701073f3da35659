import type { templateRoutes } from '@weft/api-contract'
import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { TemplateAudience } from '../../store/tables/template-tables.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { showWorkspace } from '../workspaces/index.ts'
import { makeTemplate } from './make-template.ts'
import { readUpstream } from './read-upstream.ts'
import { readMaker, reviewTemplate } from './review-template.ts'
import { listTemplates, showEntries, showTemplate } from './show-templates.ts'
import { copyWorkspace, startFromTemplate } from './start-from.ts'
import type { TemplateDeps } from './template-deps.ts'
import { readTemplateRow } from './template-rights.ts'
import { updateFromUpstream } from './update-from-upstream.ts'

async function showEntry(deps: TemplateDeps, caller: MemberCaller, id: string) {
  const template = await readTemplateRow(deps.store, caller, id)
  if (!template.ok) return template
  const [entry] = await showEntries(deps.store, caller, [template.value])
  return entry ? accept(entry) : refuse('template.not-found')
}

/** [TPL-2] Changes who may see a template: whoever may make it. */
async function changeAudience(
  deps: TemplateDeps,
  caller: MemberCaller,
  id: string,
  audience: TemplateAudience,
): Promise<Outcome<{ done: true }>> {
  const template = await readTemplateRow(deps.store, caller, id)
  if (!template.ok) return template
  const maker = await readMaker(deps, caller, template.value.workspace)
  if (!maker.ok) return refuse('template.owner-only')
  await deps.store.transaction().execute(async (transaction) => {
    await transaction.updateTable('template').set({ audience }).where('id', '=', id).execute()
    await appendEvent(transaction, {
      at: new Date(deps.now()),
      actor: caller,
      event: 'template.audience-changed',
      subject: template.value.workspace,
      details: { template: id, audience },
    })
  })
  return accept({ done: true })
}

/** Lists, shows and makes templates, starts workspaces from them and from others, and takes over what upstream changed. */
export function templateHandlers(deps: TemplateDeps): Handlers<typeof templateRoutes> {
  return {
    listTemplates: async (caller) => accept(await listTemplates(deps.store, caller)),
    readTemplate: async (caller, { params }) => {
      const template = await readTemplateRow(deps.store, caller, params.template)
      if (!template.ok) return template
      return accept(await showTemplate(deps.store, caller, template.value))
    },
    reviewTemplate: (caller, { params }) => reviewTemplate(deps, caller, params.workspace),
    makeTemplate: async (caller, { params, body }) => {
      const made = await makeTemplate(deps, caller, params.workspace, body)
      return made.ok ? showEntry(deps, caller, made.value) : made
    },
    changeTemplateAudience: (caller, { params, body }) =>
      changeAudience(deps, caller, params.template, body.audience),
    startFromTemplate: async (caller, { params, body }) => {
      const started = await startFromTemplate(deps, caller, params.template, body)
      return started.ok ? showWorkspace(deps.store, caller, started.value) : started
    },
    copyWorkspace: async (caller, { params, body }) => {
      const started = await copyWorkspace(deps, caller, params.workspace, body)
      return started.ok ? showWorkspace(deps.store, caller, started.value) : started
    },
    readUpstream: (caller, { params }) => readUpstream(deps, caller, params.workspace),
    updateFromUpstream: async (caller, { params, body }) => {
      const opened = await updateFromUpstream(deps, caller, params.workspace, body.fills)
      return opened.ok ? accept({ proposal: opened.value }) : opened
    },
  }
}
