import type { allRoutes, ResponseOf } from '@weft/api-contract'

/** An organisation as its page shows it. */
export type OrganisationView = ResponseOf<(typeof allRoutes)['readOrganisation']>

/** An invitation into an organisation. */
export type Invitation = ResponseOf<(typeof allRoutes)['invitePerson']>
