export { openReleaseBuilder, type ReleaseBuilder, type ReleaseDeps } from './build-release.ts'
export { publishRelease, type PublishDeps, type ReleaseDraft } from './publish-release.ts'
export { showRatings, type ShownRating } from './read-ratings.ts'
export { releaseHandlers } from './release-handlers.ts'
