import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Store } from '../../store/store.ts'
import type { Admission } from '../../sync/index.ts'
import { isMember, isSignedIn, readPersonRefs, type Caller } from '../accounts/index.ts'
import { mayEditFork, readProposalPart } from './proposal-rights.ts'

/** Who may open the document of a proposal, and whether they may change it. */
export async function admitToFork(
  store: Store,
  caller: Caller,
  proposal: string,
): Promise<Outcome<Admission>> {
  if (!isSignedIn(caller)) return refuse('request.sign-in-first')
  if (!isMember(caller)) return refuse('request.member-only')
  const part = await readProposalPart(store, caller, proposal)
  if (!part.ok) return part
  const refOf = await readPersonRefs(store, [caller])
  return accept({
    person: refOf(caller),
    mayEdit: mayEditFork(part.value, caller.organisation),
    endsAt: caller.sessionEndsAt ?? Infinity,
  })
}
