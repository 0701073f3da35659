export { organisationHandlers, type OrganisationDeps } from './organisation-handlers.ts'
