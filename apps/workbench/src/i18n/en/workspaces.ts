/** The list of workspaces. */
export const workspaces = {
  title: 'Workspaces',
  line: 'Where your organisation builds together with others.',
  start: 'Choose a scenario',
  join: 'Join',
  joined: 'Your organisation has joined.',
  changed: 'changed {ago}',
  release: 'Release {version}',
  noRelease: 'Not released yet',
  feedback: '{n} open feedback item | {n} open feedback items',
  role: { owner: 'Owner', editor: 'Editor', commenter: 'Commenter', viewer: 'Viewer' },
}
