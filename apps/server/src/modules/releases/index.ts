export {
  openReleaseBuilder,
  type BuiltRelease,
  type ReleaseBuilder,
  type ReleaseDeps,
} from './build-release.ts'
export { publishRelease, type PublishDeps } from './publish-release.ts'
export { showRatings, type ShownRating } from './read-ratings.ts'
export { releaseHandlers } from './release-handlers.ts'
export type { ReleaseDraft } from './release-to-add.ts'
