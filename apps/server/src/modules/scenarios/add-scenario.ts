import type { BodyOf, scenarioRoutes } from '@weft/api-contract'
import type { Transaction } from '../../store/store.ts'
import { appendEvent } from '../audit/index.ts'

type Draft = BodyOf<typeof scenarioRoutes.postScenario>

/** A scenario to be posted, with who posts it for which organisation. */
export interface NewScenario {
  readonly id: string
  readonly draft: Draft
  readonly person: string
  readonly organisation: string
  readonly at: Date
}

/** The columns a draft fills. */
export function draftColumns(draft: Draft) {
  return {
    sector: draft.sector,
    title: JSON.stringify(draft.title),
    problem: JSON.stringify(draft.problem),
    users: JSON.stringify(draft.users),
    value: JSON.stringify(draft.value),
    data_wanted: JSON.stringify(draft.dataWanted),
    acceptance: JSON.stringify(draft.acceptance),
    deadline: draft.deadline,
  }
}

/** Posts a scenario. */
export async function addScenario(transaction: Transaction, scenario: NewScenario): Promise<void> {
  const { id, draft, person, organisation, at } = scenario
  await transaction
    .insertInto('scenario')
    .values({
      id,
      ...draftColumns(draft),
      state: 'open',
      owner_person: person,
      owner_organisation: organisation,
      posted_at: at,
      version: 1,
    })
    .execute()
  await appendEvent(transaction, {
    at,
    actor: { person, organisation },
    event: 'scenario.posted',
    subject: id,
    details: { ...draft },
  })
}
