import { isId } from '@weft/kernel'

/** Whether a text can name a live document: that of a workspace, or the fork of a proposal. */
export function isDocumentId(text: string): boolean {
  return isId('ws', text) || isId('pr', text)
}
