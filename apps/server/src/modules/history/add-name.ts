import type { LocalText } from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'

/** A name for a version. */
export interface VersionName {
  readonly workspace: string
  readonly number: number
  readonly title: LocalText
}

/** Gives a version a name; older names stay in the record. */
export async function addName(
  transaction: Transaction,
  { person, organisation }: Pick<MemberCaller, 'person' | 'organisation'>,
  { workspace, number, title }: VersionName,
  at: Date,
): Promise<void> {
  await transaction
    .insertInto('version_name')
    .values({ workspace, number, title: JSON.stringify(title), person, organisation, at })
    .execute()
}
