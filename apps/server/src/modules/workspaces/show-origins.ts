import type { workspaceRoutes } from '@weft/api-contract'
import type { Id } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { Reader } from '../../store/store.ts'
import { readPersonRefs, type Caller } from '../accounts/index.ts'

type Origins = AnswerOf<typeof workspaceRoutes.readWorkspace>['origins']

// A workspace is older than what is made from it, so the chain ends; this bounds what is read at once.
const mostOrigins = 20

async function readOrigin(reader: Reader, workspace: string) {
  return reader
    .selectFrom('workspace_origin as origin')
    .leftJoin('template', 'template.id', 'origin.template')
    .select([
      'origin.template',
      'origin.version',
      'origin.title',
      'origin.by_person',
      'origin.by_organisation',
      'origin.licence',
      'origin.at',
      'template.audience',
      'template.organisation as template_organisation',
    ])
    .select((eb) => eb.fn.coalesce('template.workspace', 'origin.source').as('before'))
    .where('origin.workspace', '=', workspace)
    .executeTakeFirst()
}

type OriginRow = NonNullable<Awaited<ReturnType<typeof readOrigin>>>

const maySee = ({ audience, template_organisation }: OriginRow, caller: Caller): boolean =>
  audience === 'space' || template_organisation === caller.organisation

/** [TPL-8] What a workspace was made from, what that was made from, and so on; kept whoever looks. */
export async function showOrigins(
  reader: Reader,
  caller: Caller,
  workspace: string,
): Promise<Origins> {
  const rows: OriginRow[] = []
  for (let at: string | null = workspace; at !== null && rows.length < mostOrigins;) {
    const row: OriginRow | undefined = await readOrigin(reader, at)
    if (row) rows.push(row)
    at = row?.before ?? null
  }
  const actorOf = (row: OriginRow) => ({
    person: row.by_person,
    organisation: row.by_organisation,
  })
  const refOf = await readPersonRefs(reader, rows.map(actorOf))
  return rows.map((row) => ({
    kind: row.template === null ? 'workspace' : 'template',
    template: row.template !== null && maySee(row, caller) ? (row.template as Id<'tp'>) : null,
    version: row.version,
    title: row.title,
    by: refOf(actorOf(row)),
    licence: row.licence,
    at: row.at.toISOString(),
  }))
}
