import { diffContent, type WorkspaceContent } from '@weft/workspace-changes'
import { bringAppTo } from './bring-app-to.ts'
import { bringPipelinesTo } from './bring-pipelines-to.ts'
import type { EditContext } from './edit-context.ts'

/** The intent that brings a whole document to another content. */
export interface ContentEdits {
  /**
   * Makes the document read as the content given, touching only what differs: what others type elsewhere meanwhile
   * stays. Gives whether it succeeded; a content that repair would change cannot be reached.
   */
  bringTo(content: WorkspaceContent): boolean
}

// What repair hid can show up once something else is gone; each pass takes away one layer.
const mostPasses = 8

/** The intent on the whole content over a document. */
export function editContent(context: EditContext): ContentEdits {
  return {
    bringTo: (content) =>
      context.write('bring-to', () => {
        for (let pass = 0; pass < mostPasses; pass++) {
          const changes = diffContent(context.read(), content)
          if (changes.length === 0) return true
          context.write('bring-to', () => {
            bringPipelinesTo(context, content, changes)
            bringAppTo(context, content, changes)
          })
        }
        return diffContent(context.read(), content).length === 0
      }),
  }
}
