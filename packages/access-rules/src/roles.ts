/** What a person is in an organisation. */
export type OrganisationRole = 'admin' | 'member'

/** What an organisation, and so its people, may do in a workspace. */
export type WorkspaceRole = 'owner' | 'editor' | 'commenter' | 'viewer'
