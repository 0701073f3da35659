import type { BodyOf, templateRoutes } from '@weft/api-contract'
import { accept, newId, refuse, type Id, type Outcome } from '@weft/kernel'
import type { Step, StepId } from '@weft/pipeline-model'
import { sql } from 'kysely'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { drawGraph } from './draw-graph.ts'
import { packContent } from './pack-content.ts'
import { readSource, type TemplateSource } from './read-source.ts'
import { readMaker } from './review-template.ts'
import type { TemplateDeps } from './template-deps.ts'

type Draft = BodyOf<typeof templateRoutes.makeTemplate>

interface Making {
  readonly caller: MemberCaller
  readonly workspace: string
  readonly draft: Draft
  readonly source: TemplateSource
  readonly at: Date
}

function keptSteps({ steps }: TemplateSource, keep: readonly StepId[]): Outcome<readonly Step[]> {
  const kept = steps.filter(({ id }) => keep.includes(id))
  const isFit = kept.every(({ kind }) => kind === 'upload' || kind === 'table')
  const isWhole = kept.length === new Set(keep).size
  return isFit && isWhole ? accept(kept) : refuse('template.not-kept')
}

/** The template of a workspace, made where there is none; its row stays locked so that versions are numbered one by one. */
async function openTemplate(
  transaction: Transaction,
  { caller, workspace, draft, at }: Making,
  newTemplate: Id<'tp'>,
): Promise<Id<'tp'>> {
  const { organisation } = caller
  const { audience } = draft
  await transaction
    .insertInto('template')
    .values({ id: newTemplate, workspace, organisation, audience, made_at: at })
    .onConflict((known) => known.column('workspace').doUpdateSet({ audience }))
    .execute()
  const { id } = await transaction
    .selectFrom('template')
    .select('id')
    .where('workspace', '=', workspace)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return id as Id<'tp'>
}

async function addTemplateVersion(
  transaction: Transaction,
  making: Making,
  template: Id<'tp'>,
): Promise<number> {
  const { caller, draft, source, at } = making
  const { content, slots } = source.takeOut(new Set(draft.keep))
  const last = await transaction
    .selectFrom('template_version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('template', '=', template)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await transaction
    .insertInto('template_version')
    .values({
      template,
      number,
      title: JSON.stringify(draft.title),
      summary: JSON.stringify(draft.summary),
      notes: JSON.stringify(draft.notes),
      licence: JSON.stringify(draft.licence),
      content: packContent(content),
      source_hash: source.hash,
      slots: JSON.stringify(slots),
      graph: JSON.stringify(drawGraph(content)),
      widgets: Object.keys(content.app.widgets).length,
      person: caller.person,
      organisation: caller.organisation,
      at,
    })
    .execute()
  return number
}

/** The files that stay, so that workspaces started from the version have them. */
async function keepFiles(
  transaction: Transaction,
  { workspace }: Making,
  version: { readonly template: string; readonly number: number },
  kept: readonly Step[],
): Promise<void> {
  const digests = kept.flatMap((step) =>
    step.kind === 'upload' && step.settings.table ? [step.settings.table.digest] : [],
  )
  if (digests.length === 0) return
  await sql`
    insert into template_table (template, number, digest, csv, columns, rows, size_bytes)
    select ${version.template}, ${version.number}, digest, csv, columns, rows, size_bytes
    from workspace_table
    where workspace = ${workspace} and digest in (${sql.join(digests)})`.execute(transaction)
}

/** Makes the template of a workspace, or its next version, of exactly the content its maker looked at. */
export async function makeTemplate(
  deps: TemplateDeps,
  caller: MemberCaller,
  workspace: string,
  draft: Draft,
): Promise<Outcome<Id<'tp'>>> {
  const maker = await readMaker(deps, caller, workspace)
  if (!maker.ok) return maker
  const source = await readSource(deps, workspace)
  if (!source.ok) return source
  if (source.value.steps.length === 0) return refuse('template.empty')
  if (source.value.hash !== draft.contentHash) return refuse('template.changed')
  const kept = keptSteps(source.value, draft.keep)
  if (!kept.ok) return kept
  const at = new Date(deps.now())
  const making = { caller, workspace, draft, source: source.value, at }
  const id = await deps.store.transaction().execute(async (transaction) => {
    const template = await openTemplate(transaction, making, newId('tp', deps.random))
    const number = await addTemplateVersion(transaction, making, template)
    await keepFiles(transaction, making, { template, number }, kept.value)
    await appendEvent(transaction, {
      at,
      actor: caller,
      event: 'template.made',
      subject: workspace,
      details: {
        template,
        number,
        audience: draft.audience,
        kept: draft.keep,
        source: draft.contentHash,
      },
    })
    return template
  })
  return accept(id)
}
