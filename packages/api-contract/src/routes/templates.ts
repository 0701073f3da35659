import { z } from 'zod'
import { route } from '../route.ts'
import { done, idOf } from '../shapes/basics.ts'
import * as shapes from '../shapes/templates.ts'
import { workspaceEntry } from '../shapes/workspaces.ts'

const ofWorkspace = z.object({ workspace: idOf('ws') })
const params = z.object({ template: idOf('tp') })

export const templateRoutes = {
  listTemplates: route({
    method: 'GET',
    path: '/templates',
    summary: 'Templates the caller’s organisation may see, the most used first',
    access: 'member',
    response: z.array(shapes.templateEntry),
  }),
  readTemplate: route({
    method: 'GET',
    path: '/templates/:template',
    summary: 'One template with its slots and versions',
    access: 'member',
    params,
    response: shapes.templatePage,
  }),
  reviewTemplate: route({
    method: 'GET',
    path: '/workspaces/:workspace/template-review',
    summary: 'What a template of the workspace would leave out and take along',
    access: 'member',
    params: ofWorkspace,
    response: shapes.templateReview,
  }),
  makeTemplate: route({
    method: 'POST',
    path: '/workspaces/:workspace/templates',
    summary: 'Make a template of the workspace, or the next version of it',
    access: 'member',
    params: ofWorkspace,
    body: shapes.templateDraft,
    response: shapes.templateEntry,
  }),
  changeTemplateAudience: route({
    method: 'PUT',
    path: '/templates/:template/audience',
    summary: 'Choose who may see a template',
    access: 'member',
    params,
    body: z.object({ audience: shapes.templateAudience }),
    response: done,
  }),
  startFromTemplate: route({
    method: 'POST',
    path: '/templates/:template/workspaces',
    summary: 'Start a workspace from a template, with datasets in its slots',
    access: 'member',
    params,
    body: shapes.templateStart,
    response: workspaceEntry,
  }),
  copyWorkspace: route({
    method: 'POST',
    path: '/workspaces/:workspace/copies',
    summary: 'Start a workspace from another one',
    access: 'member',
    params: ofWorkspace,
    body: shapes.copyStart,
    response: workspaceEntry,
  }),
  readUpstream: route({
    method: 'GET',
    path: '/workspaces/:workspace/upstream',
    summary: 'Whether what the workspace was made from has become newer',
    access: 'member',
    params: ofWorkspace,
    response: shapes.upstream,
  }),
  updateFromUpstream: route({
    method: 'POST',
    path: '/workspaces/:workspace/upstream/updates',
    summary: 'Propose what upstream changed since the workspace took over from it',
    access: 'member',
    params: ofWorkspace,
    body: z.object({ fills: z.array(shapes.chosenDataset).max(200) }),
    /** Null when there was nothing left to change. */
    response: z.object({ proposal: idOf('pr').nullable() }),
  }),
}
