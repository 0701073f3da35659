import { mayInWorkspace } from '@weft/access-rules'
import type { templateRoutes } from '@weft/api-contract'
import { accept, refuse, type Id, type Outcome } from '@weft/kernel'
import type { Step } from '@weft/pipeline-model'
import { listLiterals } from '@weft/template-model'
import type { AnswerOf } from '../../http/handler.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readJoined } from '../workspaces/index.ts'
import { drawGraph } from './draw-graph.ts'
import { readSource } from './read-source.ts'
import type { TemplateDeps } from './template-deps.ts'
import { readTemplateVersion } from './template-rights.ts'

type Review = AnswerOf<typeof templateRoutes.reviewTemplate>

/** [TPL-1] The part of an organisation that may make a template of a workspace. */
export async function readMaker(
  { store }: TemplateDeps,
  caller: MemberCaller,
  workspace: string,
): Promise<Outcome<null>> {
  const membership = await readJoined(store, caller, workspace)
  if (!membership.ok) return membership
  const may = mayInWorkspace(membership.value.role, 'make-template')
  return may ? accept(null) : refuse('template.owner-only')
}

function rowsOf(step: Step | undefined): number | null {
  if (step?.kind === 'table') return step.settings.rows.length
  return step?.kind === 'upload' ? (step.settings.table?.rows ?? 0) : null
}

type SourceKind = Review['taken'][number]['source']

const isSourceKind = (kind: string | undefined): kind is SourceKind =>
  kind === 'dataset' || kind === 'upload' || kind === 'table'

async function readExisting(
  { store }: TemplateDeps,
  workspace: string,
  hash: string,
): Promise<Review['existing']> {
  const template = await store
    .selectFrom('template')
    .select(['id', 'audience'])
    .where('workspace', '=', workspace)
    .executeTakeFirst()
  if (!template) return null
  const newest = await readTemplateVersion(store, template.id)
  const { number, title, summary, licence } = newest
  const isSame = newest.source_hash === hash
  return { ...template, id: template.id as Id<'tp'>, number, title, summary, licence, isSame }
}

/** What a template of a workspace would leave out and what would go along, for its maker to look at. */
export async function reviewTemplate(
  deps: TemplateDeps,
  caller: MemberCaller,
  workspace: string,
): Promise<Outcome<Review>> {
  const maker = await readMaker(deps, caller, workspace)
  if (!maker.ok) return maker
  const source = await readSource(deps, workspace)
  if (!source.ok) return source
  const { content, hash, steps, takeOut } = source.value
  const { slots } = takeOut(new Set())
  const stepOf = new Map(steps.map((step) => [step.id, step]))
  return accept({
    contentHash: hash,
    taken: slots.map((slot) => {
      const step = stepOf.get(slot.step)
      if (!isSourceKind(step?.kind)) throw new Error(`${slot.step} holds no data`)
      const columns = [...slot.columns]
      return { ...slot, columns, source: step.kind, rows: rowsOf(step) }
    }),
    literals: [...listLiterals(content)],
    widgets: Object.keys(content.app.widgets).length,
    steps: steps.length,
    graph: drawGraph(content),
    existing: await readExisting(deps, workspace, hash),
  })
}
