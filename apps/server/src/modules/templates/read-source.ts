import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Step, StepId } from '@weft/pipeline-model'
import { takeOutData, type DatalessContent, type KnownDataset } from '@weft/template-model'
import { contentOf, type WorkspaceContent } from '@weft/workspace-changes'
import { contentHashOf, readPicture } from '../workspaces/index.ts'
import { readKnownDatasets } from './read-known-datasets.ts'
import type { TemplateDeps } from './template-deps.ts'

/** The content of a workspace on its way to become a template. */
export interface TemplateSource {
  readonly content: WorkspaceContent
  readonly hash: string
  /** Every step, those inside subflows included. */
  readonly steps: readonly Step[]
  readonly datasets: ReadonlyMap<string, KnownDataset>
  /** The content without data, but for what is kept. */
  readonly takeOut: (keep: ReadonlySet<StepId>) => DatalessContent
}

function stepsOf({ pipelines, subflows }: WorkspaceContent): readonly Step[] {
  const bodies = [...pipelines, ...Object.values<(typeof pipelines)[number]>(subflows)]
  return bodies.flatMap(({ steps }) => Object.values<Step>(steps))
}

/** Reads a workspace as it is stored now; its past is not looked at and never goes along. */
export async function readSource(
  deps: TemplateDeps,
  workspace: string,
): Promise<Outcome<TemplateSource>> {
  const picture = await readPicture(deps, workspace)
  if (!picture) return refuse('workspace.not-found')
  const content = contentOf(picture)
  const steps = stepsOf(content)
  const ids = steps.flatMap((step) =>
    step.kind === 'dataset' ? (step.settings.dataset ?? []) : [],
  )
  const datasets = await readKnownDatasets(deps.store, ids)
  return accept({
    content,
    hash: contentHashOf(content),
    steps,
    datasets,
    takeOut: (keep) => takeOutData(content, { datasets, keep }),
  })
}
