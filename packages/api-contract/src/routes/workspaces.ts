import { z } from 'zod'
import { route } from '../route.ts'
import { done, idOf } from '../shapes/basics.ts'
import {
  workspaceDraft,
  workspaceEntry,
  workspacePage,
  workspaceRole,
} from '../shapes/workspaces.ts'

const params = z.object({ workspace: idOf('ws') })
const organisationParams = params.extend({ organisation: z.string() })

export const workspaceRoutes = {
  listWorkspaces: route({
    method: 'GET',
    path: '/workspaces',
    summary: 'Workspaces of the caller’s organisation, newest change first',
    access: 'member',
    response: z.array(workspaceEntry),
  }),
  startWorkspace: route({
    method: 'POST',
    path: '/workspaces',
    summary: 'Start a workspace from a scenario and invite organisations',
    access: 'member',
    body: workspaceDraft,
    response: workspaceEntry,
  }),
  readWorkspace: route({
    method: 'GET',
    path: '/workspaces/:workspace',
    summary: 'One workspace',
    access: 'member',
    params,
    response: workspacePage,
  }),
  joinWorkspace: route({
    method: 'POST',
    path: '/workspaces/:workspace/joining',
    summary: 'Accept the invitation for the caller’s organisation',
    access: 'member',
    params,
    response: done,
  }),
  inviteToWorkspace: route({
    method: 'POST',
    path: '/workspaces/:workspace/invitations',
    summary: 'Invite another organisation',
    access: 'member',
    params,
    body: z.object({ organisation: z.string() }),
    response: done,
  }),
  changeWorkspaceRole: route({
    method: 'PUT',
    path: '/workspaces/:workspace/organisations/:organisation',
    summary: 'Change the role of an organisation in the workspace',
    access: 'member',
    params: organisationParams,
    body: z.object({ role: workspaceRole.exclude(['owner']) }),
    response: done,
  }),
  removeFromWorkspace: route({
    method: 'DELETE',
    path: '/workspaces/:workspace/organisations/:organisation',
    summary: 'Remove an organisation from the workspace, or withdraw its invitation',
    access: 'member',
    params: organisationParams,
    response: done,
  }),
}
