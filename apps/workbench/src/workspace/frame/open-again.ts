import type { WorkspaceClient } from '@weft/workspace-client'

/** Tries again after a refusal; a document in which an edit broke half way is read anew with its page. */
export function openAgain(
  client: Pick<WorkspaceClient, 'status' | 'reconnect'>,
  page: Pick<Location, 'reload'> = window.location,
): void {
  if (client.status.read().reason === 'unsound') page.reload()
  else client.reconnect()
}
