import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Selectable } from 'kysely'
import type { Reader } from '../../store/store.ts'
import type { TemplateRow, TemplateVersionRow } from '../../store/tables/template-tables.ts'
import type { MemberCaller } from '../accounts/index.ts'

/** A template as it is stored. */
export type Template = Selectable<TemplateRow>

/** A version of a template as it is stored. */
export type TemplateVersion = Selectable<TemplateVersionRow>

/** [TPL-2] Whether people of an organisation may see a template. */
export function maySeeTemplate(
  { audience, organisation }: Pick<Template, 'audience' | 'organisation'>,
  caller: Pick<MemberCaller, 'organisation'>,
): boolean {
  if (organisation === caller.organisation) return true
  return audience === 'space'
}

/** A template the caller may see; any other does not exist. */
export async function readTemplateRow(
  reader: Reader,
  caller: MemberCaller,
  id: string,
): Promise<Outcome<Template>> {
  const template = await reader
    .selectFrom('template')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return template && maySeeTemplate(template, caller)
    ? accept(template)
    : refuse('template.not-found')
}

/** The newest version of a template, or the one asked for. */
export async function readTemplateVersion(
  reader: Reader,
  template: string,
  number: number | null = null,
): Promise<TemplateVersion> {
  let query = reader.selectFrom('template_version').selectAll().where('template', '=', template)
  if (number !== null) query = query.where('number', '=', number)
  return query.orderBy('number', 'desc').limit(1).executeTakeFirstOrThrow()
}
