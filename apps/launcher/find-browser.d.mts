/** The first of these paths, or of the usual places, where a Chromium is installed. */
export function findBrowser(candidates?: readonly (string | undefined)[]): string | undefined
