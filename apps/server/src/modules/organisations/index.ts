export { organisationHandlers, type OrganisationDeps } from './organisation-handlers.ts'
export { newHue } from './new-hue.ts'
