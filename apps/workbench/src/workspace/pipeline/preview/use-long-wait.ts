import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

// Words for shorter waits would only flicker.
const patienceMs = 300

/** Whether something has been going on for longer than people wait without a word. */
export function useLongWait(isBusy: () => boolean): Readonly<Ref<boolean>> {
  const isLong = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    isBusy,
    (busy) => {
      clearTimeout(timer)
      isLong.value = false
      if (busy)
        timer = setTimeout(() => {
          isLong.value = true
        }, patienceMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
  })
  return readonly(isLong)
}
