export type { OrganisationRole, WorkspaceRole } from './roles.ts'
