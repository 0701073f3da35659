import { useToasts } from '@weft/ui-kit'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useWords } from '../../i18n/use-words.ts'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { provideFollow, useLeading, type Follow } from './follow.ts'
import { placeOfRoute, routeOfPlace } from './place-of-route.ts'
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

/** Opens what people do together in a workspace or a fork: where each of them is, following, and calls to come. */
export function useTogether(session: WorkspaceSession): Follow {
  const route = useRoute()
  const router = useRouter()
  const toasts = useToasts()
  const { t, say } = useWords()
  const { presence } = session.client
  const follow = useOpenFollow(presence, session.others, window)
  provideFollow(follow)
  const here = computed(() => placeOfRoute(route))
  watch(
    here,
    ({ area, detail }, before) => {
      presence.set(area === before?.area ? { detail } : { ...emptyHands, area, detail })
    },
    { immediate: true },
  )
  useLeading(follow, {
    onState: ({ area, detail }) => {
      if (area === here.value.area && detail === here.value.detail) return
      const there = routeOfPlace({ area, detail }, route)
      if (there) void router.push(there)
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
