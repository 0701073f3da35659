import { decodeFilters, encodeFilters, type FilterState } from '@weft/app-runtime'
import { computed, shallowRef, type Ref, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** What somebody tries in the builder, kept in the address, so that it survives a reload and can be sent to others. */
export function useTriedFilters(): {
  readonly mode: WritableComputedRef<string>
  readonly filters: Readonly<Ref<FilterState>>
  readonly keep: (filters: FilterState) => void
} {
  const route = useRoute()
  const router = useRouter()
  const written = route.query.filters
  const filters = shallowRef<FilterState>(decodeFilters(typeof written === 'string' ? written : ''))
  const write = (change: Readonly<Record<string, string | undefined>>) =>
    void router.replace({ query: { ...route.query, ...change } })
  return {
    mode: computed({
      get: () => (route.query.mode === 'try' ? 'try' : 'build'),
      set: (mode) => write({ mode: mode === 'try' ? 'try' : undefined }),
    }),
    filters,
    keep: (chosen) => {
      filters.value = chosen
      write({ filters: encodeFilters(chosen) || undefined })
    },
  }
}
