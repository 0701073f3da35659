/** The frame of a workspace. */
export const workspace = { title: 'Workspace' }
