import type { Transaction } from '../../store/store.ts'
import { addNotice } from '../accounts/index.ts'
import { readTeam } from '../workspaces/index.ts'
import type { ReleaseDeps } from './build-release.ts'
import type { ReleaseToAdd } from './release-to-add.ts'

/** Settles the feedback a release names, and tells its authors, once. */
export async function settleFeedback(
  { random }: Pick<ReleaseDeps, 'random'>,
  transaction: Transaction,
  { id, workspace, draft, built, at }: ReleaseToAdd,
): Promise<void> {
  if (draft.settles.length === 0) return
  const settled = await transaction
    .updateTable('feedback')
    .set({ state: 'settled', settled_in: id })
    .where('id', 'in', [...draft.settles])
    .where('state', 'in', ['new', 'planned'])
    .returning(['person', 'text'])
    .execute()
  for (const { person, text } of settled) {
    await addNotice(transaction, random, {
      person,
      kind: 'feedback.settled',
      at,
      link: `/store/${workspace.app}`,
      words: { app: built.app.title, version: draft.version, text: text.slice(0, 200) },
    })
  }
}

/** Tells everybody who has run an earlier release, outside the team. */
export async function tellRunners(
  { random }: Pick<ReleaseDeps, 'random'>,
  transaction: Transaction,
  { id, workspace, draft, built, at }: ReleaseToAdd,
): Promise<void> {
  const team = await readTeam(transaction, workspace.id)
  const runs = await transaction
    .selectFrom('run')
    .innerJoin('release', 'release.id', 'run.release')
    .select(['run.person', 'run.organisation'])
    .distinct()
    .where('release.app', '=', workspace.app)
    .where('release.id', '<>', id)
    .where('run.finished_at', 'is not', null)
    .execute()
  const people = new Set(
    runs.filter(({ organisation }) => !team.has(organisation)).map(({ person }) => person),
  )
  for (const person of people) {
    await addNotice(transaction, random, {
      person,
      kind: 'release.published',
      at,
      link: `/store/${workspace.app}`,
      words: { app: built.app.title, version: draft.version },
    })
  }
}
