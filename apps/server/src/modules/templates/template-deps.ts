import type { ProposalDeps } from '../proposals/index.ts'

/** What the templates module works with. */
export type TemplateDeps = ProposalDeps
