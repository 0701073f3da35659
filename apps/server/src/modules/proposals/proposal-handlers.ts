import { mayInWorkspace } from '@weft/access-rules'
import type { proposalRoutes } from '@weft/api-contract'
import { accept, refuse } from '@weft/kernel'
import type { Handlers } from '../../http/handler.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readJoined } from '../workspaces/index.ts'
import { checkProposal } from './check-proposal.ts'
import { findHindrances } from './find-hindrances.ts'
import { lookAtProposal } from './look-at-proposal.ts'
import { listWantedReviews } from './list-wanted-reviews.ts'
import { mergeProposal, readOwner } from './merge-proposal.ts'
import { openProposal } from './open-proposal.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import { mayEditFork, mayEnd, readProposalPart } from './proposal-rights.ts'
import { readReviews } from './read-reviews.ts'
import { decideConflict, reviewProposal } from './review-proposal.ts'
import { closeProposal } from './settle-proposal.ts'
import { listProposals, showInList, showProposal } from './show-proposals.ts'

const plainArgs = (args: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]))

async function readPage(deps: ProposalDeps, caller: MemberCaller, id: string) {
  const part = await readProposalPart(deps.store, caller, id)
  if (!part.ok) return part
  const { proposal, membership } = part.value
  const look = await lookAtProposal(deps, proposal)
  const { base, ours, theirs, merged, contentHash } = look
  const reviews = await readReviews(deps.store, id)
  const owner = await readOwner(deps, proposal.workspace)
  const hindrances = findHindrances({ proposal, look, reviews, owner })
  const { role } = membership
  const isOpen = proposal.state === 'open'
  return accept({
    ...(await showProposal(deps.store, proposal, contentHash)),
    base,
    ours,
    theirs,
    merged: merged.content,
    contentHash,
    conflicts: [...merged.conflicts],
    hindrances: hindrances.map(({ code, args }) => ({ code, args: plainArgs(args) })),
    mayEdit: mayEditFork(part.value, caller.organisation),
    mayMerge: isOpen && mayInWorkspace(role, 'merge-proposal'),
    mayReview: isOpen && mayInWorkspace(role, 'review-proposal'),
    mayClose: isOpen && mayEnd(part.value, caller.organisation),
  })
}

async function showEntry(deps: ProposalDeps, caller: MemberCaller, id: string) {
  const part = await readProposalPart(deps.store, caller, id)
  if (!part.ok) return part
  const [entry] = await showInList(deps.store, [part.value.proposal])
  return entry ? accept(entry) : refuse('proposal.not-found')
}

/** Opens, shows, checks, reviews, merges and closes proposals. */
export function proposalHandlers(deps: ProposalDeps): Handlers<typeof proposalRoutes> {
  return {
    listProposals: async (caller, { params }) => {
      const joined = await readJoined(deps.store, caller, params.workspace)
      return joined.ok ? accept(await listProposals(deps.store, params.workspace)) : joined
    },
    openProposal: async (caller, { params, body }) => {
      const opened = await openProposal(deps, caller, {
        workspace: params.workspace,
        draft: body,
      })
      return opened.ok ? showEntry(deps, caller, opened.value) : opened
    },
    listWantedReviews: async (caller) => accept(await listWantedReviews(deps, caller)),
    readProposal: (caller, { params }) => readPage(deps, caller, params.proposal),
    checkProposal: async (caller, { params }) => {
      const part = await readProposalPart(deps.store, caller, params.proposal)
      return part.ok ? checkProposal(deps, part.value.proposal) : part
    },
    reviewProposal: (caller, { params, body }) =>
      reviewProposal(deps, caller, params.proposal, body),
    decideConflict: (caller, { params, body }) =>
      decideConflict(deps, caller, params.proposal, body),
    mergeProposal: async (caller, { params, body }) => {
      const merged = await mergeProposal(deps, caller, params.proposal, body.contentHash)
      return merged.ok ? showEntry(deps, caller, params.proposal) : merged
    },
    closeProposal: (caller, { params, body }) =>
      closeProposal(deps, caller, params.proposal, body.reason),
  }
}
