import { canonicalJson } from '@weft/kernel'
import { contentOf, type WorkspaceContent } from '@weft/workspace-changes'
import { gunzipSync, gzipSync } from 'node:zlib'

/** A content as it is stored. */
export function packContent(content: WorkspaceContent): Uint8Array {
  return gzipSync(canonicalJson(contentOf(content)))
}

/** A stored content. */
export function unpackContent(bytes: Uint8Array): WorkspaceContent {
  return JSON.parse(gunzipSync(bytes).toString('utf8')) as WorkspaceContent
}
