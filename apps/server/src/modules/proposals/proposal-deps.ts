import type { Clock } from '@weft/kernel'
import type { RightsBoard } from '../../rights-board.ts'
import type { TalkBoard } from '../../talk-board.ts'
import type { VersionDeps } from '../history/index.ts'
import type { ReleaseBuilder } from '../releases/index.ts'

/** Adds an update to a stored document so that whoever has it open sees it. */
export type WriteDocument = (document: string, update: Uint8Array) => Promise<void>

/** What the proposals module works with. */
export interface ProposalDeps extends VersionDeps {
  readonly now: Clock
  readonly rights: RightsBoard
  /** Tells whoever has the workspace open that its proposals stand otherwise. */
  readonly talk: TalkBoard
  readonly build: ReleaseBuilder
  readonly writeDocument: WriteDocument
}
