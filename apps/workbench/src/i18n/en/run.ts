/** The page that runs a release. */
export const run = {
  title: 'Run',
  back: 'About this app',
  rate: 'Rate this release',
  retry: 'Run again',
  sealed: 'Sealed',
  sealedWhy: 'This app runs from its release alone. It has no network and cannot reach you.',
}
