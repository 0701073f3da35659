export {
  isMember,
  isOperator,
  isSignedIn,
  visitor,
  type Caller,
  type MemberCaller,
  type OperatorCaller,
  type SignedInCaller,
} from './caller.ts'
export { openAccounts, type AccountDeps, type Accounts } from './open-accounts.ts'
export { addNotice, type NewNotice } from './add-notice.ts'
export {
  readOrganisationRefs,
  readPersonRefs,
  unknownOrganisation,
  type OrganisationRef,
  type PersonRef,
} from './read-refs.ts'
export { addMembership, addOrganisation, addPerson, type NewPerson } from './add-rows.ts'
export { showInvitations } from './invitation-handlers.ts'
export { foundSpace } from './space.ts'
export { personName } from './read-refs.ts'
