import { accept, type Outcome } from '@weft/kernel'
import { answerFeedback, runAndRate, type FeedbackDeps } from '../modules/feedback/index.ts'
import { publishRelease, type PublishDeps } from '../modules/releases/index.ts'
import { addWorkspace } from '../modules/workspaces/index.ts'
import type { DemoLoop } from './demo-loop.ts'

/** The demo space's workspaces, releases and ratings, made by the very use cases the API calls. */
export function openDemoLoop(deps: PublishDeps & FeedbackDeps): DemoLoop {
  const { store, random } = deps
  return {
    seedWorkspace: async ({ startedBy, organisations, ...workspace }) => {
      const known = await store
        .selectFrom('workspace')
        .select('id')
        .where('id', '=', workspace.id)
        .executeTakeFirst()
      if (known) return
      const others = organisations.filter((id) => id !== startedBy.organisation)
      await store.transaction().execute((transaction) =>
        addWorkspace(
          transaction,
          { actor: startedBy, random },
          {
            ...workspace,
            organisations: others.map((organisation) => ({
              organisation,
              role: 'editor',
              state: 'joined',
            })),
          },
        ),
      )
    },
    publishRelease: async (caller, workspace, { version, notes }, at) => {
      const known = await store
        .selectFrom('release')
        .select('id')
        .where('workspace', '=', workspace)
        .where('version', '=', version)
        .executeTakeFirst()
      if (known) return accept(known)
      const draft = { version, notes, settles: [] }
      return idOf(await publishRelease(deps, caller, workspace, draft, at))
    },
    rate: (caller, release, rating, at) => runAndRate(deps, caller, release, rating, at),
    plan: (caller, feedback, reply, at) =>
      answerFeedback(deps, caller, feedback, { state: 'planned', reply }, at),
  }
}

function idOf(published: Outcome<string>): Outcome<{ readonly id: string }> {
  return published.ok ? accept({ id: published.value }) : published
}
