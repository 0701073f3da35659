import { mergeFork, openWorkspaceDocument, type MergedFork } from '@weft/documents'
import { contentOf, type MergeSide, type WorkspaceContent } from '@weft/workspace-changes'
import type * as Y from 'yjs'
import { gunzipSync } from 'node:zlib'
import type { Reader } from '../../store/store.ts'
import { applyStored } from '../../sync/index.ts'
import { contentHashOf } from '../workspaces/index.ts'
import type { ProposalDeps } from './proposal-deps.ts'
import type { Proposal } from './proposal-rights.ts'

/** A proposal at one moment: the three contents, both as one, and what an approval is bound to. */
export interface ProposalLook {
  readonly base: WorkspaceContent
  readonly ours: WorkspaceContent
  readonly theirs: WorkspaceContent
  readonly merged: MergedFork
  readonly contentHash: string
}

/** The decisions made about a proposal's conflicts. */
async function readChoices(
  reader: Reader,
  proposal: string,
): Promise<ReadonlyMap<string, MergeSide>> {
  const rows = await reader
    .selectFrom('proposal_choice')
    .select(['conflict', 'side'])
    .where('proposal', '=', proposal)
    .execute()
  return new Map(rows.map(({ conflict, side }) => [conflict, side]))
}

function readContentOf(doc: Y.Doc, { random }: Pick<ProposalDeps, 'random'>): WorkspaceContent {
  const document = openWorkspaceDocument(doc, { random })
  const content = contentOf(document.read())
  document.dispose()
  return content
}

async function openStored({ log }: ProposalDeps, document: string): Promise<Y.Doc> {
  const stored = await log.load(document)
  if (!stored) throw new Error(`There is no document ${document}`)
  return applyStored(stored)
}

/** Looks at a proposal as it is now. */
export async function lookAtProposal(
  deps: ProposalDeps,
  proposal: Proposal,
): Promise<ProposalLook> {
  const base = JSON.parse(gunzipSync(proposal.base).toString('utf8')) as WorkspaceContent
  const choices = await readChoices(deps.store, proposal.id)
  const main = await openStored(deps, proposal.workspace)
  const fork = await openStored(deps, proposal.id)
  try {
    const merged = mergeFork({ main, fork, base, choices, random: deps.random })
    return {
      base,
      ours: readContentOf(main, deps),
      theirs: readContentOf(fork, deps),
      merged,
      contentHash: contentHashOf(merged.content),
    }
  } finally {
    main.destroy()
    fork.destroy()
  }
}
