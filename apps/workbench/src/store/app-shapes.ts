import type { allRoutes, ResponseOf } from '@weft/api-contract'

/** One app with its releases and ratings, as the API gives it. */
export type AppView = ResponseOf<(typeof allRoutes)['readApp']>
