import { isNewer } from '@weft/release-model'

/** The newest of the versions, or null when there are none. */
export function latestVersion(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (latest, version) => (latest === null || isNewer(version, latest) ? version : latest),
    null,
  )
}
