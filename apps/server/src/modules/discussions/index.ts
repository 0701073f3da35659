export { discussionHandlers } from './discussion-handlers.ts'
export { openPersonRates } from './person-rates.ts'
