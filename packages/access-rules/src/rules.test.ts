import { describe, expect, test } from 'vitest'
import {
  mayInOrganisation,
  mayInWorkspace,
  type OrganisationAction,
  type OrganisationRole,
  type WorkspaceAction,
  type WorkspaceRole,
} from './index.ts'

const workspaceTable: Readonly<Record<WorkspaceAction, readonly WorkspaceRole[]>> = {
  read: ['owner', 'editor', 'commenter', 'viewer'],
  'edit-document': ['owner', 'editor'],
  comment: ['owner', 'editor', 'commenter'],
  propose: ['owner', 'editor', 'commenter'],
  'review-proposal': ['owner', 'editor'],
  'merge-proposal': ['owner', 'editor'],
  'invite-organisation': ['owner'],
  'change-organisation': ['owner'],
  'publish-release': ['owner', 'editor'],
  'answer-feedback': ['owner', 'editor'],
  'make-template': ['owner'],
  'copy-workspace': ['owner', 'editor'],
  'take-files-along': ['owner'],
  'update-from-upstream': ['owner', 'editor'],
}

const organisationTable: Readonly<Record<OrganisationAction, readonly OrganisationRole[]>> = {
  'read-members': ['admin', 'member'],
  'invite-person': ['admin'],
  'read-invitations': ['admin'],
  'withdraw-invitation': ['admin'],
  'change-member': ['admin'],
  'post-scenario': ['admin', 'member'],
  'register-dataset': ['admin', 'member'],
}

const workspaceRoles: readonly WorkspaceRole[] = ['owner', 'editor', 'commenter', 'viewer']
const organisationRoles: readonly OrganisationRole[] = ['admin', 'member']

describe('the rules of a workspace', () => {
  for (const [action, allowed] of Object.entries(workspaceTable)) {
    test.each(workspaceRoles)(`answer whether a %s may ${action}`, (role) => {
      expect(mayInWorkspace(role, action as WorkspaceAction)).toBe(allowed.includes(role))
    })
  }
})

describe('the rules of an organisation', () => {
  for (const [action, allowed] of Object.entries(organisationTable)) {
    test.each(organisationRoles)(`answer whether a %s may ${action}`, (role) => {
      expect(mayInOrganisation(role, action as OrganisationAction)).toBe(allowed.includes(role))
    })
  }
})
