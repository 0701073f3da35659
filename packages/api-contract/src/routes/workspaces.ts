import { z } from 'zod'
import { route } from '../route.ts'
import { column, done, idOf, moment, personRef } from '../shapes/basics.ts'
import { uploadLimitBytes } from './datasets.ts'
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
  noteVisit: route({
    method: 'POST',
    path: '/workspaces/:workspace/visits',
    summary: 'Note that the caller is in the workspace; kept to some minutes',
    access: 'member',
    params,
    response: done,
  }),
  listVisits: route({
    method: 'GET',
    path: '/workspaces/:workspace/visits',
    summary: 'Who was in the workspace last, newest first',
    access: 'member',
    params,
    response: z.array(z.object({ person: personRef, at: moment })),
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
  addTable: route({
    method: 'POST',
    path: '/workspaces/:workspace/tables',
    summary: 'Bring a table, as an Arrow IPC stream, into the workspace',
    access: 'member',
    params,
    upload: { mediaType: 'application/vnd.apache.arrow.stream', limitBytes: uploadLimitBytes },
    response: z.object({
      /** SHA-256 of the table as it is kept. */
      digest: z.string(),
      rows: z.number().int(),
      columns: z.array(column),
    }),
  }),
  readTable: route({
    method: 'GET',
    path: '/workspaces/:workspace/tables/:table',
    summary: 'A table of the workspace as an Arrow IPC stream',
    access: 'member',
    params: params.extend({ table: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: { bytes: 'application/vnd.apache.arrow.stream' },
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
