import type { Step, StepId } from '@weft/pipeline-model'
import { mapPipelines } from '@weft/template-model'
import type { WorkspaceContent } from '@weft/workspace-changes'

type Uploaded = Extract<Step, { readonly kind: 'upload' }>

function mapUploads(content: WorkspaceContent, change: (step: Uploaded) => Step): WorkspaceContent {
  return mapPipelines(content, (body) => ({
    ...body,
    steps: Object.fromEntries(
      Object.values<Step>(body.steps).map((step) => [
        step.id,
        step.kind === 'upload' ? change(step) : step,
      ]),
    ),
  }))
}

const emptied = (step: Uploaded): Step => ({ ...step, settings: { table: null } })

/** A content whose steps for files have none. */
export function withoutFiles(content: WorkspaceContent): WorkspaceContent {
  return mapUploads(content, emptied)
}

/** [TPL-7] A content in which files that are not in the workspace are left as they were before. */
export function withFilesOf(
  content: WorkspaceContent,
  before: WorkspaceContent,
  known: ReadonlySet<string>,
): WorkspaceContent {
  const old = new Map<StepId, Step>()
  mapUploads(before, (step) => {
    old.set(step.id, step)
    return step
  })
  return mapUploads(content, (step) => {
    const digest = step.settings.table?.digest
    if (digest === undefined || known.has(digest)) return step
    const was = old.get(step.id)
    return was?.kind === 'upload' ? { ...step, settings: was.settings } : emptied(step)
  })
}
