export { answerFeedback, type FeedbackAnswer } from './answer-feedback.ts'
export { feedbackHandlers } from './feedback-handlers.ts'
export { rateRelease, runAndRate, type RatingDraft, type TakenRating } from './rate-release.ts'
export { runProof, type FeedbackDeps } from './runs.ts'
