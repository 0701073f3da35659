export type { OrganisationRole, WorkspaceRole } from './roles.ts'
export {
  mayInOrganisation,
  mayInWorkspace,
  type OrganisationAction,
  type WorkspaceAction,
} from './rules.ts'
