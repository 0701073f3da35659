import type { WorkspaceTemplate } from '@weft/documents'
import { newId, type LocalText, type Random } from '@weft/kernel'

/** What a workspace begins with when nothing has been built: one empty pipeline, and an app with one page. */
export function newContent(title: LocalText, random: Random): WorkspaceTemplate {
  return {
    pipelines: [
      {
        id: newId('pl', random),
        title: { en: 'Pipeline', zh: '数据流水线' },
        steps: {},
        edges: [],
        positions: {},
      },
    ],
    app: {
      title,
      summary: {},
      pages: [{ id: newId('pg', random), title: { en: 'Overview', zh: '概览' }, order: 'a0' }],
      widgets: {},
    },
  }
}
