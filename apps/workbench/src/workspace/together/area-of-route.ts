import type { PresenceArea } from '@weft/workspace-client'

/** The part of the workspace an address shows. */
export function areaOfRoute(name: unknown): PresenceArea {
  const known = typeof name === 'string' ? name : ''
  if (known.startsWith('history')) return 'history'
  if (known.startsWith('proposal')) return 'proposal'
  const plain = ['pipeline', 'app', 'feedback', 'releases'] as const
  return plain.find((area) => area === known) ?? 'other'
}
