import type { OrganisationRole, WorkspaceRole } from './roles.ts'

/** What can be done in a workspace. */
export type WorkspaceAction =
  | 'read'
  | 'edit-document'
  | 'comment'
  | 'propose'
  | 'review-proposal'
  | 'merge-proposal'
  | 'invite-organisation'
  | 'change-organisation'
  | 'publish-release'
  | 'answer-feedback'
  | 'make-template'
  | 'copy-workspace'
  | 'take-files-along'
  | 'update-from-upstream'

/** What can be done in an organisation. */
export type OrganisationAction =
  | 'read-members'
  | 'invite-person'
  | 'read-invitations'
  | 'withdraw-invitation'
  | 'change-member'
  | 'post-scenario'
  | 'register-dataset'

/** Every cell is a decision; a new role or action does not compile until each is made. */
const workspaceRules: Readonly<Record<WorkspaceRole, Readonly<Record<WorkspaceAction, boolean>>>> =
  {
    owner: {
      read: true,
      'edit-document': true,
      comment: true,
      propose: true,
      'review-proposal': true,
      'merge-proposal': true,
      'invite-organisation': true,
      'change-organisation': true,
      'publish-release': true,
      'answer-feedback': true,
      'make-template': true,
      'copy-workspace': true,
      'take-files-along': true,
      'update-from-upstream': true,
    },
    editor: {
      read: true,
      'edit-document': true,
      comment: true,
      propose: true,
      'review-proposal': true,
      'merge-proposal': true,
      'invite-organisation': false,
      'change-organisation': false,
      'publish-release': true,
      'answer-feedback': true,
      'make-template': false,
      'copy-workspace': true,
      'take-files-along': false,
      'update-from-upstream': true,
    },
    commenter: {
      read: true,
      'edit-document': false,
      comment: true,
      propose: true,
      'review-proposal': false,
      'merge-proposal': false,
      'invite-organisation': false,
      'change-organisation': false,
      'publish-release': false,
      'answer-feedback': false,
      'make-template': false,
      'copy-workspace': false,
      'take-files-along': false,
      'update-from-upstream': false,
    },
    viewer: {
      read: true,
      'edit-document': false,
      comment: false,
      propose: false,
      'review-proposal': false,
      'merge-proposal': false,
      'invite-organisation': false,
      'change-organisation': false,
      'publish-release': false,
      'answer-feedback': false,
      'make-template': false,
      'copy-workspace': false,
      'take-files-along': false,
      'update-from-upstream': false,
    },
  }

const organisationRules: Readonly<
  Record<OrganisationRole, Readonly<Record<OrganisationAction, boolean>>>
> = {
  admin: {
    'read-members': true,
    'invite-person': true,
    'read-invitations': true,
    'withdraw-invitation': true,
    'change-member': true,
    'post-scenario': true,
    'register-dataset': true,
  },
  member: {
    'read-members': true,
    'invite-person': false,
    'read-invitations': false,
    'withdraw-invitation': false,
    'change-member': false,
    'post-scenario': true,
    'register-dataset': true,
  },
}

/** Whether an organisation with this role may do this in a workspace. */
export function mayInWorkspace(role: WorkspaceRole, action: WorkspaceAction): boolean {
  return workspaceRules[role][action]
}

/** Whether a person with this role may do this in their organisation. */
export function mayInOrganisation(role: OrganisationRole, action: OrganisationAction): boolean {
  return organisationRules[role][action]
}
