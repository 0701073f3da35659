export const workspaces = { title: '' }
