export {
  openWorkspace,
  type WorkspaceClient,
  type WorkspaceOptions,
  type WorkspaceStatus,
} from './open-workspace.ts'
export type { ConnectionState } from './connection-status.ts'
export type { Presence } from './open-presence.ts'
export type { PresencePerson, PresenceState, Whereabouts } from './presence-state.ts'
