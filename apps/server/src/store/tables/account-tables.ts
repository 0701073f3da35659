import type { LocalText } from '@weft/kernel'
import type { ColumnType, Generated } from 'kysely'

/** A value kept as JSON: read as it is, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>

/** Columns in camel case belong to better-auth, the others are ours. */
export interface PersonRow {
  id: string
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  createdAt: Date
  updatedAt: Date
  names: ColumnType<LocalText | null, string | null | undefined, string | null>
  operator: Generated<boolean>
  demo_role: ColumnType<string | null, string | null | undefined, string | null>
  demo_line: ColumnType<LocalText | null, string | null | undefined, string | null>
  demo_order: ColumnType<number | null, number | null | undefined, number | null>
}

export interface SessionRow {
  id: string
  expiresAt: Date
  token: string
  createdAt: Date
  updatedAt: Date
  ipAddress: string | null
  userAgent: string | null
  userId: string
  activeOrganizationId: string | null
}

export interface CredentialRow {
  id: string
  accountId: string
  providerId: string
  userId: string
  password: string | null
  createdAt: Date
  updatedAt: Date
}

export interface OrganisationRow {
  id: string
  name: string
  slug: string
  createdAt: Date
  names: Json<LocalText>
  hue: number
  role: Json<LocalText>
  /** A suspended organisation's people act for nobody. */
  standing: Generated<'admitted' | 'suspended'>
}

export interface MembershipRow {
  id: string
  organizationId: string
  userId: string
  role: string
  createdAt: Date
}

export interface InvitationRow {
  id: string
  organizationId: string
  email: string
  role: string
  status: string
  expiresAt: Date
  createdAt: Date
  inviterId: string
}

export interface NoticeRow {
  id: string
  person: string
  kind: string
  at: Date
  read_at: Date | null
  link: string
  words: Json<Record<string, string | LocalText>>
}

/** The one row that says what this space is. */
export interface SpaceRow {
  id: number
  title: Json<LocalText>
  demo: boolean
  set_up_code: string | null
  set_up_at: Date | null
  seeded_at: Date | null
  /** Says which secret signs the sessions of this space, and not what it is. */
  secret_mark: string | null
}

/** The tables of the accounts and organisations modules. */
export interface AccountTables {
  person: PersonRow
  session: SessionRow
  credential: CredentialRow
  organisation: OrganisationRow
  membership: MembershipRow
  invitation: InvitationRow
  notice: NoticeRow
  space: SpaceRow
}
