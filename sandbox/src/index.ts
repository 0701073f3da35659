export {
  packsFolder,
  parseManifest,
  readManifest,
  type Manifest,
  type PackTable,
} from './manifest.ts'
export { demoOrganisations, type DemoOrganisation } from './demo-organisations.ts'
export { demoPeople, type DemoPerson, type DemoRole } from './demo-people.ts'
export { demoScenarios, type DemoScenario } from './demo-scenarios.ts'
export {
  demoWorkspaces,
  type DemoRating,
  type DemoRelease,
  type DemoWorkspace,
} from './demo-workspaces.ts'
