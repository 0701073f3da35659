import { z } from 'zod'
import { route } from '../route.ts'
import { done, idOf } from '../shapes/basics.ts'
import * as shapes from '../shapes/releases.ts'

const ofWorkspace = z.object({ workspace: idOf('ws') })
const ofRelease = z.object({ release: idOf('re') })

export const releaseRoutes = {
  previewRelease: route({
    method: 'GET',
    path: '/workspaces/:workspace/release-preview',
    summary: 'What a release would be now, computed by the server from the document',
    access: 'member',
    params: ofWorkspace,
    response: shapes.releasePreview,
  }),
  publishRelease: route({
    method: 'POST',
    path: '/workspaces/:workspace/releases',
    summary: 'Publish a release',
    access: 'member',
    params: ofWorkspace,
    body: shapes.releaseDraft,
    response: shapes.release,
  }),
  listReleases: route({
    method: 'GET',
    path: '/workspaces/:workspace/releases',
    summary: 'The releases of a workspace, newest first',
    access: 'member',
    params: ofWorkspace,
    response: z.array(shapes.release),
  }),
  readRelease: route({
    method: 'GET',
    path: '/releases/:release',
    summary: 'One release',
    access: 'signed-in',
    params: ofRelease,
    response: shapes.release,
  }),
  readBundle: route({
    method: 'GET',
    path: '/releases/:release/bundle',
    summary: 'The bundle as one file',
    access: 'signed-in',
    params: ofRelease,
    response: { bytes: 'application/zip' },
  }),
  searchStore: route({
    method: 'GET',
    path: '/store',
    summary: 'Released apps',
    access: 'anyone',
    query: z.object({
      words: z.string().max(200).default(''),
      sort: z.enum(['top', 'new', 'used']).default('top'),
    }),
    response: z.array(shapes.storeEntry),
  }),
  readApp: route({
    method: 'GET',
    path: '/store/:app',
    summary: 'One app with releases and ratings',
    access: 'anyone',
    params: z.object({ app: idOf('ap') }),
    response: shapes.appPage,
  }),
}

export const feedbackRoutes = {
  beginRun: route({
    method: 'POST',
    path: '/releases/:release/runs',
    summary: 'Begin a run of a release',
    access: 'member',
    params: ofRelease,
    response: shapes.run,
  }),
  finishRun: route({
    method: 'POST',
    path: '/runs/:run/proof',
    summary: 'Prove that the bundle was read',
    access: 'member',
    params: z.object({ run: idOf('ru') }),
    body: shapes.runProof,
    response: done,
  }),
  rateRelease: route({
    method: 'PUT',
    path: '/releases/:release/rating',
    summary: 'Rate a release the caller has run; again to revise',
    access: 'member',
    params: ofRelease,
    body: shapes.ratingDraft,
    response: shapes.rating,
  }),
  listFeedback: route({
    method: 'GET',
    path: '/workspaces/:workspace/feedback',
    summary: 'Feedback on the workspace’s releases, newest first',
    access: 'member',
    params: ofWorkspace,
    response: z.array(shapes.feedbackItem),
  }),
  answerFeedback: route({
    method: 'PUT',
    path: '/feedback/:feedback',
    summary: 'Plan or decline a feedback item',
    access: 'member',
    params: z.object({ feedback: idOf('fb') }),
    body: shapes.feedbackAnswer,
    response: shapes.feedbackItem,
  }),
}
