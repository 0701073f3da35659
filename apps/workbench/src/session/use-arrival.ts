import { useRoute, useRouter } from 'vue-router'

/** Leads a person who has just come in to where they wanted to go: only to addresses of this space. */
export function useArrival(): () => Promise<void> {
  const route = useRoute()
  const router = useRouter()
  return async () => {
    const next = route.query.next
    // `//elsewhere` is an address of another site, however much it looks like a path.
    const isOurs = typeof next === 'string' && /^\/(?![/\\])/.test(next)
    await router.push(isOurs ? next : { name: 'home' })
  }
}
