import type { proposalRoutes, ResponseOf } from '@weft/api-contract'

/** A proposal as it stands in the list. */
export type ProposalEntry = ResponseOf<typeof proposalRoutes.openProposal>

/** Everything a proposal is looked at with. */
export type ProposalPage = ResponseOf<typeof proposalRoutes.readProposal>

/** What running both contents gave. */
export type ProposalChecks = ResponseOf<typeof proposalRoutes.checkProposal>

/** What one organisation said of a proposal, or was asked to say. */
export type ProposalReview = ProposalEntry['reviews'][number]

/** Something two sides did that somebody has to decide. */
export type ProposalConflict = ProposalPage['conflicts'][number]
