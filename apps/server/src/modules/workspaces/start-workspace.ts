import type { WorkspaceTemplate } from '@weft/documents'
import {
  accept,
  newId,
  refuse,
  type Clock,
  type Id,
  type LocalText,
  type Outcome,
  type Random,
} from '@weft/kernel'
import type { Transaction } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { addWorkspace } from './add-workspace.ts'

/** A workspace as somebody wants to start it. */
export interface WorkspaceDraft {
  readonly title: LocalText
  /** The need it is for; null where there is none. */
  readonly scenario: string | null
  /** Organisations to invite. */
  readonly invite: readonly string[]
  readonly content: WorkspaceTemplate
}

/** Refuses organisations that are not in the space. */
export async function checkOrganisations(
  transaction: Transaction,
  ids: readonly string[],
): Promise<Outcome<null>> {
  if (ids.length === 0) return accept(null)
  const rows = await transaction
    .selectFrom('organisation')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  return missing ? refuse('workspace.no-organisation', { organisation: missing }) : accept(null)
}

async function checkScenario(transaction: Transaction, id: string | null): Promise<Outcome<null>> {
  if (id === null) return accept(null)
  const scenario = await transaction
    .selectFrom('scenario')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!scenario) return refuse('scenario.not-found', { scenario: id })
  return scenario.state === 'closed' ? refuse('workspace.scenario-closed') : accept(null)
}

/** Starts a workspace for the caller's organisation and invites others. */
export async function startWorkspace(
  transaction: Transaction,
  { now, random }: { readonly now: Clock; readonly random: Random },
  caller: MemberCaller,
  draft: WorkspaceDraft,
): Promise<Outcome<Id<'ws'>>> {
  const { title, scenario, content } = draft
  const open = await checkScenario(transaction, scenario)
  if (!open.ok) return open
  const invited = [...new Set(draft.invite)].filter((id) => id !== caller.organisation)
  const known = await checkOrganisations(transaction, invited)
  if (!known.ok) return known
  const id = newId('ws', random)
  await addWorkspace(
    transaction,
    { actor: caller, random },
    {
      id,
      app: newId('ap', random),
      title,
      scenario,
      content,
      organisations: invited.map((organisation) => ({
        organisation,
        role: 'editor',
        state: 'invited',
      })),
      at: new Date(now()),
    },
  )
  return accept(id)
}
