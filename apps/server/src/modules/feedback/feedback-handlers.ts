import type { feedbackRoutes } from '@weft/api-contract'
import { accept, refuse } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import { showRatings } from '../releases/index.ts'
import { readMembership } from '../workspaces/index.ts'
import { answerFeedback, showFeedback } from './answer-feedback.ts'
import { rateRelease } from './rate-release.ts'
import { beginRun, finishRun, type FeedbackDeps } from './runs.ts'

/** Takes runs and ratings, and shows and answers feedback. */
export function feedbackHandlers(deps: FeedbackDeps): Handlers<typeof feedbackRoutes> {
  const { store } = deps
  return {
    beginRun: (caller, { params }) => beginRun(deps, caller, params.release),
    finishRun: async (caller, { params, body }) => {
      const finished = await finishRun(deps, caller, params.run, body.proof)
      return finished.ok ? accept({ done: true as const }) : finished
    },
    rateRelease: async (caller, { params, body }) => {
      const taken = await rateRelease(deps, caller, params.release, body)
      if (!taken.ok) return taken
      const [rating] = await showRatings(store, { rating: taken.value.rating })
      return rating ? accept(rating) : refuse('release.not-found')
    },
    listFeedback: async (caller, { params }) => {
      const membership = await readMembership(store, caller, params.workspace)
      if (!membership.ok) return membership
      return accept(await showFeedback(store, { workspace: params.workspace }))
    },
    answerFeedback: async (caller, { params, body }) => {
      const answered = await answerFeedback(deps, caller, params.feedback, body)
      if (!answered.ok) return answered
      const [item] = await showFeedback(store, { feedback: params.feedback })
      return item ? accept(item) : refuse('feedback.not-found')
    },
  }
}
