import type { discussionRoutes, ResponseOf } from '@weft/api-contract'

/** A thread as the space tells it. */
export type Thread = ResponseOf<typeof discussionRoutes.startThread>

/** One comment of a thread. */
export type ThreadComment = Thread['comments'][number]

/** A person beside what they did. */
export type Person = Thread['by']
