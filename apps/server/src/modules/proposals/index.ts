export { admitToFork } from './admit-to-fork.ts'
export type { ProposalDeps, WriteDocument } from './proposal-deps.ts'
export { proposalHandlers } from './proposal-handlers.ts'
export { openProposal, type PreparedProposal } from './open-proposal.ts'
