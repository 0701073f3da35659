import type { OrganisationRole } from '@weft/access-rules'
import type { Actor } from '../audit/index.ts'

/** Who is calling: a visitor, a person, and the organisation that person acts for. */
export interface Caller extends Actor {
  readonly role: OrganisationRole | null
  readonly operator: boolean
  /** When the session ends unless it is used again, in milliseconds. */
  readonly sessionEndsAt?: number
}

/** A caller who is signed in. */
export interface SignedInCaller extends Caller {
  readonly person: string
}

/** A caller who acts for an organisation. */
export interface MemberCaller extends SignedInCaller {
  readonly organisation: string
  readonly role: OrganisationRole
}

/** A caller who runs the space. */
export interface OperatorCaller extends SignedInCaller {
  readonly operator: true
}

/** Somebody who is not signed in. */
export const visitor: Caller = { person: null, organisation: null, role: null, operator: false }

/** Whether the caller is signed in. */
export function isSignedIn(caller: Caller): caller is SignedInCaller {
  return caller.person !== null
}

/** Whether the caller acts for an organisation. */
export function isMember(caller: Caller): caller is MemberCaller {
  return caller.person !== null && caller.organisation !== null && caller.role !== null
}

/** Whether the caller runs the space. */
export function isOperator(caller: Caller): caller is OperatorCaller {
  return caller.person !== null && caller.operator
}
