import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Store } from '../../store/store.ts'
import type { Admission } from '../../sync/index.ts'
import { isMember, isSignedIn, readPersonRefs, type Caller } from '../accounts/index.ts'
import { mayEdit, readJoined } from './workspace-rights.ts'

/** Who may open a workspace's document, and whether they may change it. */
export async function admitToDocument(
  store: Store,
  caller: Caller,
  workspace: string,
): Promise<Outcome<Admission>> {
  if (!isSignedIn(caller)) return refuse('request.sign-in-first')
  if (!isMember(caller)) return refuse('request.member-only')
  const membership = await readJoined(store, caller, workspace)
  if (!membership.ok) return membership
  const refOf = await readPersonRefs(store, [caller])
  return accept({
    person: refOf(caller),
    mayEdit: mayEdit(membership.value),
    endsAt: caller.sessionEndsAt ?? Infinity,
  })
}
