import type { Route } from '@weft/api-contract'
import { refuse, type Failure } from '@weft/kernel'
import { isMember, isOperator, isSignedIn, type Caller } from '../modules/accounts/index.ts'

type Access = Route['access']

const allows: Readonly<Record<Access, (caller: Caller) => boolean>> = {
  anyone: () => true,
  'signed-in': isSignedIn,
  member: isMember,
  operator: isOperator,
}

const codes: Readonly<Record<Access, string>> = {
  anyone: 'request.sign-in-first',
  'signed-in': 'request.sign-in-first',
  member: 'request.member-only',
  operator: 'request.operator-only',
}

/** The refusal of a caller who may not use a route at all, or null. */
export function checkAccess(access: Access, caller: Caller): Failure | null {
  if (allows[access](caller)) return null
  return refuse(isSignedIn(caller) ? codes[access] : 'request.sign-in-first').failure
}
