import type { PresencePerson } from '@weft/workspace-client'

/** Under which name this browser keeps a workspace for a person who acts for an organisation. */
export function copyName(me: PresencePerson, workspace: string): string {
  return `${me.id}:${me.organisation.id}:${workspace}`
}
