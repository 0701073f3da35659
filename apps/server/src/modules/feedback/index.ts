export { answerFeedback, type FeedbackAnswer } from './answer-feedback.ts'
export { feedbackHandlers } from './feedback-handlers.ts'
export { runAndRate, type RatingDraft, type TakenRating } from './rate-release.ts'
export type { FeedbackDeps } from './runs.ts'
