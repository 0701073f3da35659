import type { proposalRoutes } from '@weft/api-contract'
import { accept, type Outcome } from '@weft/kernel'
import type { AnswerOf } from '../../http/handler.ts'
import type { BuiltRelease } from '../releases/index.ts'
import { lookAtProposal } from './look-at-proposal.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import type { Proposal } from './proposal-rights.ts'

type Checks = AnswerOf<typeof proposalRoutes.checkProposal>

const shapesOf = ({ outputs }: BuiltRelease): Checks['before'] =>
  outputs.map(({ name, rows, schema }) => ({ name, rows, columns: [...schema] }))

function onlyIn(these: BuiltRelease['problems'], those: BuiltRelease['problems']) {
  const known = new Set(those.map(({ message }) => message.en))
  return these
    .filter(({ message }) => !known.has(message.en))
    .map(({ code, message }) => ({ code, message }))
}

/** Runs the merged content and the workspace with the server's own engine and compares what they give. */
export async function checkProposal(
  deps: ProposalDeps,
  proposal: Proposal,
): Promise<Outcome<Checks>> {
  const look = await lookAtProposal(deps, proposal)
  const before = await deps.build(proposal.workspace, look.ours)
  if (!before.ok) return before
  const after = await deps.build(proposal.workspace, look.merged.content)
  if (!after.ok) return after
  return accept({
    contentHash: look.contentHash,
    problems: onlyIn(after.value.problems, before.value.problems),
    settles: onlyIn(before.value.problems, after.value.problems),
    before: shapesOf(before.value),
    after: shapesOf(after.value),
  })
}
