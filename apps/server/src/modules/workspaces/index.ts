export { addVersion, contentHashOf, type NewVersion } from './add-version.ts'
export { addWorkspace, type NewWorkspace, type WorkspaceStart } from './add-workspace.ts'
export { admitToDocument } from './admit-to-document.ts'
export { showOrigins } from './show-origins.ts'
export { showWorkspace } from './show-workspaces.ts'
export { startWorkspace, type WorkspaceDraft } from './start-workspace.ts'
export { readPicture } from './read-picture.ts'
export { workspaceHandlers, type WorkspaceDeps } from './workspace-handlers.ts'
export { readTableSources, type TableSource } from './workspace-tables.ts'
export { workspacesOfScenarios, workspacesUsing } from './workspace-mentions.ts'
export {
  readEditable,
  readJoined,
  readMembership,
  readTeam,
  type WorkspaceMembership,
} from './workspace-rights.ts'
