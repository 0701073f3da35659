import type { OrganisationRole } from '@weft/access-rules'
import { newId, readText, type LocalText, type Random } from '@weft/kernel'
import { hashPassword } from 'better-auth/crypto'
import type { Transaction } from '../../store/store.ts'

/** A person to be; without a password they can only be a demo person. */
export interface NewPerson {
  readonly id: string
  readonly name: string
  readonly names?: LocalText
  readonly email: string
  readonly password: string | null
  readonly operator: boolean
  readonly at: Date
  readonly demo?: { readonly role: string; readonly line: LocalText; readonly order: number }
}

/** Adds a person, with a hashed password when one is given. */
export async function addPerson(
  transaction: Transaction,
  random: Random,
  person: NewPerson,
): Promise<void> {
  await transaction
    .insertInto('person')
    .values({
      id: person.id,
      name: person.name,
      email: person.email.toLowerCase(),
      emailVerified: false,
      image: null,
      createdAt: person.at,
      updatedAt: person.at,
      names: person.names ? JSON.stringify(person.names) : null,
      operator: person.operator,
      demo_role: person.demo?.role ?? null,
      demo_line: person.demo ? JSON.stringify(person.demo.line) : null,
      demo_order: person.demo?.order ?? null,
    })
    .execute()
  if (person.password === null) return
  await transaction
    .insertInto('credential')
    .values({
      id: newId('ev', random),
      accountId: person.id,
      providerId: 'credential',
      userId: person.id,
      password: await hashPassword(person.password),
      createdAt: person.at,
      updatedAt: person.at,
    })
    .execute()
}

/** Adds an organisation. */
export async function addOrganisation(
  transaction: Transaction,
  organisation: {
    readonly id: string
    readonly names: LocalText
    readonly role: LocalText
    readonly hue: number
    readonly at: Date
  },
): Promise<void> {
  await transaction
    .insertInto('organisation')
    .values({
      id: organisation.id,
      name: readText(organisation.names, 'en'),
      slug: organisation.id,
      createdAt: organisation.at,
      names: JSON.stringify(organisation.names),
      hue: organisation.hue,
      role: JSON.stringify(organisation.role),
    })
    .execute()
}

/** Makes a person a member or admin of an organisation. */
export async function addMembership(
  transaction: Transaction,
  random: Random,
  membership: {
    readonly person: string
    readonly organisation: string
    readonly role: OrganisationRole
    readonly at: Date
  },
): Promise<void> {
  await transaction
    .insertInto('membership')
    .values({
      id: newId('ev', random),
      organizationId: membership.organisation,
      userId: membership.person,
      role: membership.role,
      createdAt: membership.at,
    })
    .execute()
}
