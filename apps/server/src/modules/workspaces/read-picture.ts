import { openWorkspaceDocument, type WorkspacePicture } from '@weft/documents'
import type { Random } from '@weft/kernel'
import { applyStored, type UpdateLog } from '../../sync/index.ts'

/** The content of a workspace as it is stored now, or null when there is no such workspace. */
export async function readPicture(
  { log, random }: { readonly log: UpdateLog; readonly random: Random },
  workspace: string,
): Promise<WorkspacePicture | null> {
  const stored = await log.load(workspace)
  if (!stored) return null
  const doc = applyStored(stored)
  const document = openWorkspaceDocument(doc, { random })
  const picture = document.read()
  document.dispose()
  doc.destroy()
  return picture
}
