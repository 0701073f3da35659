import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** Something that can be read at any time and says when it has changed. */
export interface Watchable<T> {
  read(): T
  onChange(listener: () => void): () => void
}

/** The latest value of something watchable, for as long as the surrounding scope lives. */
export function useLatest<T>(source: Watchable<T>): Readonly<ShallowRef<T>> {
  const latest = shallowRef(source.read()) as ShallowRef<T>
  onScopeDispose(
    source.onChange(() => {
      latest.value = source.read()
    }),
  )
  return latest
}
