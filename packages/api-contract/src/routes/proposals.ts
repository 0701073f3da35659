import { z } from 'zod'
import { route } from '../route.ts'
import { done, idOf } from '../shapes/basics.ts'
import * as shapes from '../shapes/proposals.ts'

const ofWorkspace = z.object({ workspace: idOf('ws') })
const params = z.object({ proposal: idOf('pr') })

export const proposalRoutes = {
  listProposals: route({
    method: 'GET',
    path: '/workspaces/:workspace/proposals',
    summary: 'Proposals of the workspace, open ones first, newest first',
    access: 'member',
    params: ofWorkspace,
    response: z.array(shapes.proposalEntry),
  }),
  openProposal: route({
    method: 'POST',
    path: '/workspaces/:workspace/proposals',
    summary: 'Fork the workspace’s document and propose what is edited there',
    access: 'member',
    params: ofWorkspace,
    body: shapes.proposalDraft,
    response: shapes.proposalEntry,
  }),
  listWantedReviews: route({
    method: 'GET',
    path: '/wanted-reviews',
    summary:
      'Open proposals whose content the caller’s organisation was asked to review and has not',
    access: 'member',
    response: z.array(shapes.wantedReview),
  }),
  readProposal: route({
    method: 'GET',
    path: '/proposals/:proposal',
    summary: 'A proposal with its contents, conflicts and what keeps it from being merged',
    access: 'member',
    params,
    response: shapes.proposalPage,
  }),
  checkProposal: route({
    method: 'POST',
    path: '/proposals/:proposal/checks',
    summary: 'Run the merged content and the workspace, and compare their outputs',
    access: 'member',
    params,
    response: shapes.proposalChecks,
  }),
  reviewProposal: route({
    method: 'POST',
    path: '/proposals/:proposal/reviews',
    summary: 'Approve or reject exactly this content for the caller’s organisation',
    access: 'member',
    params,
    body: shapes.reviewDraft,
    response: done,
  }),
  decideConflict: route({
    method: 'PUT',
    path: '/proposals/:proposal/choices',
    summary: 'Decide a conflict',
    access: 'member',
    params,
    body: shapes.choiceDraft,
    response: done,
  }),
  mergeProposal: route({
    method: 'POST',
    path: '/proposals/:proposal/merging',
    summary: 'Merge exactly this content into the workspace',
    access: 'member',
    params,
    body: z.object({ contentHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    response: shapes.proposalEntry,
  }),
  closeProposal: route({
    method: 'POST',
    path: '/proposals/:proposal/closing',
    summary: 'Close a proposal without merging it',
    access: 'member',
    params,
    body: z.object({ reason: z.string().max(5000) }),
    response: done,
  }),
}
