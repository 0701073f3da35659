import type { templateRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs, type MemberCaller } from '../accounts/index.ts'
import { readJoined, showOrigins } from '../workspaces/index.ts'
import { maySeeTemplate, readTemplateVersion, type Template } from './template-rights.ts'

type Entry = AnswerOf<typeof templateRoutes.listTemplates>[number]
type Page = AnswerOf<typeof templateRoutes.readTemplate>

const mostTemplates = 500

/** How many workspaces were started from each template. */
async function countUses(
  reader: Reader,
  templates: readonly string[],
): Promise<ReadonlyMap<string | null, number>> {
  const rows = await reader
    .selectFrom('workspace_origin')
    .select((eb) => ['template', eb.fn.countAll<number>().as('uses')])
    .where('template', 'in', [...templates])
    .groupBy('template')
    .execute()
  return new Map(rows.map(({ template, uses }) => [template, uses]))
}

/** The newest version of each template; contents are left where they are. */
async function readNewest(reader: Reader, templates: readonly string[]) {
  return reader
    .selectFrom('template_version')
    .distinctOn('template')
    .select([
      'template',
      'number',
      'title',
      'summary',
      'licence',
      'slots',
      'graph',
      'person',
      'organisation',
      'at',
      'widgets',
    ])
    .where('template', 'in', [...templates])
    .orderBy('template')
    .orderBy('number', 'desc')
    .execute()
}

/** Templates as a list shows them, the most used first, then the newest. */
export async function showEntries(
  reader: Reader,
  caller: MemberCaller,
  templates: readonly Template[],
): Promise<Entry[]> {
  if (templates.length === 0) return []
  const ids = templates.map(({ id }) => id)
  const uses = await countUses(reader, ids)
  const newest = await readNewest(reader, ids)
  const refOf = await readPersonRefs(reader, newest)
  const entries = newest.flatMap((version): Entry[] => {
    const template = templates.find(({ id }) => id === version.template)
    if (!template) return []
    const { number, title, summary, licence, graph, slots, widgets } = version
    return [
      {
        id: template.id as Id<'tp'>,
        number,
        title,
        summary,
        licence,
        audience: template.audience,
        by: refOf(version),
        at: version.at.toISOString(),
        graph,
        slots: slots.length,
        steps: graph.nodes.length,
        widgets,
        uses: uses.get(template.id) ?? 0,
        isMine: template.organisation === caller.organisation,
      },
    ]
  })
  return entries.sort((a, b) => b.uses - a.uses || (a.at < b.at ? 1 : -1))
}

/** [TPL-2] The templates the caller's organisation may see; withdrawn ones only its own. */
export async function listTemplates(reader: Reader, caller: MemberCaller): Promise<Entry[]> {
  const rows = await reader
    .selectFrom('template')
    .selectAll()
    .where((eb) =>
      eb.or([eb('audience', '=', 'space'), eb('organisation', '=', caller.organisation)]),
    )
    .orderBy('made_at', 'desc')
    .limit(mostTemplates)
    .execute()
  return showEntries(
    reader,
    caller,
    rows.filter((template) => maySeeTemplate(template, caller)),
  )
}

async function readVersions(reader: Reader, template: string): Promise<Page['versions']> {
  const rows = await reader
    .selectFrom('template_version')
    .select(['number', 'title', 'notes', 'person', 'organisation', 'at'])
    .where('template', '=', template)
    .orderBy('number', 'desc')
    .limit(mostTemplates)
    .execute()
  const refOf = await readPersonRefs(reader, rows)
  return rows.map((row) => {
    const { number, title, notes, at } = row
    return { number, title, notes, by: refOf(row), at: at.toISOString() }
  })
}

/** A template with everything needed to start from it. */
export async function showTemplate(
  reader: Reader,
  caller: MemberCaller,
  template: Template,
): Promise<Page> {
  const [entry] = await showEntries(reader, caller, [template])
  if (!entry) throw new Error(`Template ${template.id} has no version.`)
  const { slots } = await readTemplateVersion(reader, template.id)
  const joined = await readJoined(reader, caller, template.workspace)
  return {
    ...entry,
    slotList: slots.map((slot) => ({ ...slot, columns: [...slot.columns] })),
    versions: await readVersions(reader, template.id),
    origins: await showOrigins(reader, caller, template.workspace),
    workspace: joined.ok ? (template.workspace as Id<'ws'>) : null,
  }
}
