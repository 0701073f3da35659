import { useToasts } from '@weft/ui-kit'
import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useWords } from '../../i18n/use-words.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { areaOfRoute } from './area-of-route.ts'
import { provideFollow, useLeading, type Follow } from './follow.ts'
import { useCalls } from './use-calls.ts'
import { useOpenFollow } from './use-open-follow.ts'

/** What is in hand in one part of the workspace and not in another. */
const emptyHands = {
  pipeline: null,
  selection: [],
  editing: null,
  filters: null,
  cursor: null,
  view: null,
  row: null,
} as const

const callLastsMs = 20_000

/** Opens what people do together in a workspace: where each of them is, following, and calls to come. */
export function useTogether(session: WorkspaceSession, workspace: string): Follow {
  const route = useRoute()
  const router = useRouter()
  const toasts = useToasts()
  const { t, say } = useWords()
  const { presence } = session.client
  const follow = useOpenFollow(presence, session.others, window)
  provideFollow(follow)
  watch(
    () => areaOfRoute(route.name),
    (area) => {
      presence.set({ ...emptyHands, area })
    },
    { immediate: true },
  )
  useLeading(follow, {
    onState: ({ area }) => {
      if (area === areaOfRoute(route.name) || !router.hasRoute(area)) return
      void router.push({ name: area, params: { workspace } })
    },
  })
  useCalls(session.others, Date.now, (caller) => {
    toasts.say(t('together.called', { name: say(caller.person.name) }), {
      lastingMs: callLastsMs,
      action: {
        words: t('together.go'),
        run: () => {
          follow.start(caller.clientId)
        },
      },
      decline: t('together.notNow'),
    })
  })
  return follow
}
