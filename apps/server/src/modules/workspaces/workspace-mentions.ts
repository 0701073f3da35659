import type { Id, LocalText, Random } from '@weft/kernel'
import { everyStep } from '@weft/pipeline-model'
import type { Reader } from '../../store/store.ts'
import type { UpdateLog } from '../../sync/index.ts'
import type { Caller } from '../accounts/index.ts'
import { readPicture } from './read-picture.ts'

/** A workspace as others mention it. */
export interface WorkspaceMention {
  readonly id: Id<'ws'>
  readonly title: LocalText
}

/** The workspaces that grew from scenarios, with their organisations, by scenario. */
export async function workspacesOfScenarios(
  reader: Reader,
  scenarios: readonly string[],
): Promise<ReadonlyMap<string, (WorkspaceMention & { organisations: string[] })[]>> {
  if (scenarios.length === 0) return new Map()
  const rows = await reader
    .selectFrom('workspace')
    .innerJoin('workspace_organisation', 'workspace_organisation.workspace', 'workspace.id')
    .select([
      'workspace.id',
      'workspace.title',
      'workspace.scenario',
      'workspace_organisation.organisation',
    ])
    .where('workspace.scenario', 'in', [...scenarios])
    .where('workspace_organisation.state', '=', 'joined')
    .orderBy('workspace.started_at')
    .orderBy('workspace_organisation.since')
    .execute()
  const found = new Map<string, (WorkspaceMention & { organisations: string[] })[]>()
  for (const row of rows) {
    const list = found.get(row.scenario ?? '') ?? []
    found.set(row.scenario ?? '', list)
    const known = list.find(({ id }) => id === row.id)
    if (known) known.organisations.push(row.organisation)
    else {
      list.push({ id: row.id as Id<'ws'>, title: row.title, organisations: [row.organisation] })
    }
  }
  return found
}

const mostSearched = 50

/** The caller's workspaces whose pipelines read a dataset, among those changed last. */
export async function workspacesUsing(
  deps: { readonly log: UpdateLog; readonly random: Random },
  reader: Reader,
  caller: Pick<Caller, 'organisation'>,
  dataset: string,
): Promise<WorkspaceMention[]> {
  if (caller.organisation === null) return []
  const rows = await reader
    .selectFrom('workspace_organisation')
    .innerJoin('workspace', 'workspace.id', 'workspace_organisation.workspace')
    .innerJoin('sync_document', 'sync_document.id', 'workspace.id')
    .select(['workspace.id', 'workspace.title'])
    .where('workspace_organisation.organisation', '=', caller.organisation)
    .where('workspace_organisation.state', '=', 'joined')
    .orderBy('sync_document.changed_at', 'desc')
    .limit(mostSearched)
    .execute()
  const found: WorkspaceMention[] = []
  for (const { id, title } of rows) {
    const picture = await readPicture(deps, id)
    const steps = picture?.pipelines.flatMap(everyStep) ?? []
    const uses = steps.some((step) => step.kind === 'dataset' && step.settings.dataset === dataset)
    if (uses) found.push({ id: id as Id<'ws'>, title })
  }
  return found
}
