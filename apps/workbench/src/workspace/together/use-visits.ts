import type { ApiClient } from '@weft/api-contract'
import { onScopeDispose } from 'vue'

const tellEveryMs = 300_000

/** Tells the space now and every five minutes that this person is in the workspace, while the page is in sight. */
export function useVisits(api: ApiClient, workspace: `ws_${string}`): void {
  const tell = (): void => {
    if (document.visibilityState === 'hidden') return
    // Whether it was noted changes nothing here: the next one may be.
    void api.noteVisit({ params: { workspace } })
  }
  tell()
  const timer = setInterval(tell, tellEveryMs)
  onScopeDispose(() => {
    clearInterval(timer)
  })
}
