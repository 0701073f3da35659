import type { workspaceRoutes } from '@weft/api-contract'
import { accept, type Clock } from '@weft/kernel'
import type { AnswerOf, Handlers } from '../../http/handler.ts'
import type { Reader, Store } from '../../store/store.ts'
import type { MemberCaller } from '../accounts/index.ts'
import { readPeople } from './show-workspaces.ts'
import { readJoined } from './workspace-rights.ts'

interface VisitDeps {
  readonly store: Store
  readonly now: Clock
}

type Routes = Pick<typeof workspaceRoutes, 'noteVisit' | 'listVisits'>

/** A visit is noted no more often than this, however often it is told. */
const noteEveryMs = 240_000
const shownMost = 50

async function note({ store, now }: VisitDeps, caller: MemberCaller, workspace: string) {
  const at = new Date(now())
  await store
    .insertInto('workspace_visit')
    .values({ workspace, person: caller.person, organisation: caller.organisation, at })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace', 'person'])
        .doUpdateSet({ at, organisation: caller.organisation })
        .where('workspace_visit.at', '<', new Date(now() - noteEveryMs)),
    )
    .execute()
}

/** The last visits, newest first, of people whose organisation is still part of the workspace. */
async function list(
  reader: Reader,
  workspace: string,
): Promise<AnswerOf<typeof workspaceRoutes.listVisits>> {
  const people = await readPeople(reader, workspace)
  const known = new Map(people.map((one) => [`${one.id} ${one.organisation.id}`, one]))
  const rows = await reader
    .selectFrom('workspace_visit')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('at', 'desc')
    .limit(500)
    .execute()
  return rows
    .flatMap(({ person, organisation, at }) => {
      const found = known.get(`${person} ${organisation}`)
      return found ? [{ person: found, at: at.toISOString() }] : []
    })
    .slice(0, shownMost)
}

/** Notes who was in a workspace when, for the people of its organisations and nobody else. */
export function workspaceVisitHandlers(deps: VisitDeps): Handlers<Routes> {
  return {
    noteVisit: async (caller, { params }) => {
      const joined = await readJoined(deps.store, caller, params.workspace)
      if (!joined.ok) return joined
      await note(deps, caller, params.workspace)
      return accept({ done: true as const })
    },
    listVisits: async (caller, { params }) => {
      const joined = await readJoined(deps.store, caller, params.workspace)
      return joined.ok ? accept(await list(deps.store, params.workspace)) : joined
    },
  }
}
