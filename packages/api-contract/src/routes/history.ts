import { z } from 'zod'
import { route } from '../route.ts'
import { idOf, optionalLocalText } from '../shapes/basics.ts'
import * as shapes from '../shapes/history.ts'

const params = z.object({ workspace: idOf('ws') })
const versionParams = params.extend({ number: z.coerce.number().int().min(1) })

export const historyRoutes = {
  listVersions: route({
    method: 'GET',
    path: '/workspaces/:workspace/versions',
    summary: 'Versions of the workspace, newest first',
    access: 'member',
    params,
    query: z.object({
      /** Only versions with smaller numbers. */
      before: z.coerce.number().int().min(1).optional(),
    }),
    response: z.array(shapes.version),
  }),
  readVersion: route({
    method: 'GET',
    path: '/workspaces/:workspace/versions/:number',
    summary: 'One version with its whole content',
    access: 'member',
    params: versionParams,
    response: shapes.version.extend({ content: shapes.workspaceContent }),
  }),
  keepVersion: route({
    method: 'POST',
    path: '/workspaces/:workspace/versions',
    summary:
      'Keep the content as it is now as a version, with a name or as restored from an older one',
    access: 'member',
    params,
    body: z.object({
      title: optionalLocalText,
      restoredFrom: z.number().int().min(1).nullable(),
    }),
    response: shapes.version,
  }),
  nameVersion: route({
    method: 'POST',
    path: '/workspaces/:workspace/versions/:number/names',
    summary: 'Give a version a name; older names stay in the record',
    access: 'member',
    params: versionParams,
    body: z.object({ title: optionalLocalText }),
    response: shapes.version,
  }),
  listWriters: route({
    method: 'GET',
    path: '/workspaces/:workspace/writers',
    summary: 'Whose windows wrote in the document, for telling who wrote a setting or a line',
    access: 'member',
    params,
    response: z.array(shapes.writer),
  }),
  readContributions: route({
    method: 'GET',
    path: '/workspaces/:workspace/contributions',
    summary: 'Whose work is left in the content, by person and organisation',
    access: 'member',
    params,
    response: shapes.contributions,
  }),
  listActivity: route({
    method: 'GET',
    path: '/workspaces/:workspace/activity',
    summary: 'What happened in the workspace, newest first',
    access: 'member',
    params,
    query: z.object({
      /** Only what happened before this moment. */
      before: z.iso.datetime().optional(),
    }),
    response: z.array(shapes.activity),
  }),
}
