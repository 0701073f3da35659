import type { historyRoutes, ResponseOf } from '@weft/api-contract'

/** A version as the time line lists it. */
export type Version = ResponseOf<typeof historyRoutes.listVersions>[number]

/** A version with everything it holds. */
export type WholeVersion = ResponseOf<typeof historyRoutes.readVersion>

/** One line of the activity feed. */
export type Activity = ResponseOf<typeof historyRoutes.listActivity>[number]

/** Whose work is left in the content. */
export type Contributions = ResponseOf<typeof historyRoutes.readContributions>

/** Who acted, and for whom. */
export type Doer = NonNullable<Version['by']>
