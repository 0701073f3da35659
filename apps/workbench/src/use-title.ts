import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

/** Names the browser's tab after what the page shows; an empty name leaves it as it is. */
export function useTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => {
    const name = toValue(title)
    if (name) document.title = `${name} · Weft`
  })
}
