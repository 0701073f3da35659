import type { Messages } from '../messages.ts'
import { app } from './app.ts'
import { builder } from './builder.ts'
import { canvas } from './canvas.ts'
import { changes } from './changes.ts'
import { datasets } from './datasets.ts'
import { discussion } from './discussion.ts'
import { frame } from './frame.ts'
import { history } from './history.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { organisations } from './organisations.ts'
import { pipeline } from './pipeline.ts'
import { profile } from './profile.ts'
import { proposals } from './proposals.ts'
import { release } from './release.ts'
import { run } from './run.ts'
import { scenarios } from './scenarios.ts'
import { session } from './session.ts'
import { steps } from './steps.ts'
import { store } from './store.ts'
import { subflow } from './subflow.ts'
import { tables } from './tables.ts'
import { templates } from './templates.ts'
import { together } from './together.ts'
import { waiting } from './waiting.ts'
import { workspaces } from './workspaces.ts'

/** Simplified Chinese. */
export const zh: Messages = {
  app,
  builder,
  canvas,
  changes,
  datasets,
  discussion,
  frame,
  history,
  home,
  inbox,
  organisations,
  pipeline,
  profile,
  proposals,
  release,
  run,
  scenarios,
  session,
  steps,
  store,
  subflow,
  tables,
  templates,
  together,
  waiting,
  workspaces,
}
