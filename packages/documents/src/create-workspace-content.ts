import type { App, Widget } from '@weft/app-model'
import type { Pipeline, Subflow, Subflows } from '@weft/pipeline-model'
import type * as Y from 'yjs'
import { documentFormat, rootsOf } from './document-shape.ts'
import { localTextMap, pageMap, pipelineMap, subflowMap, widgetMap } from './write-entries.ts'

/** What a new workspace begins with. */
export interface WorkspaceTemplate {
  readonly pipelines: readonly Pipeline[]
  /** Subflows that no pipeline may use yet; those in use come with their pipelines anyway. */
  readonly subflows?: Subflows
  readonly app: App
}

/** Writes the first content of a workspace; for the server alone, exactly once per document. */
export function createWorkspaceContent(doc: Y.Doc, template: WorkspaceTemplate): void {
  const roots = rootsOf(doc)
  if (roots.meta.has('format')) throw new Error('This workspace document has its content already.')
  doc.transact(() => {
    roots.meta.set('format', documentFormat)
    for (const pipeline of template.pipelines) {
      roots.pipelines.set(pipeline.id, pipelineMap(pipeline))
    }
    const used = template.pipelines.map(({ subflows }) => subflows ?? {})
    for (const subflows of [...used, template.subflows ?? {}])
      for (const subflow of Object.values<Subflow>(subflows))
        if (!roots.pipelines.has(subflow.id)) roots.pipelines.set(subflow.id, subflowMap(subflow))
    roots.app.set('title', localTextMap(template.app.title))
    roots.app.set('summary', localTextMap(template.app.summary))
    for (const page of template.app.pages) roots.pages.set(page.id, pageMap(page))
    for (const widget of Object.values<Widget>(template.app.widgets)) {
      roots.widgets.set(widget.id, widgetMap(widget))
    }
  })
}
