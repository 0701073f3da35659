import type { EntityKey } from '@weft/workspace-changes'
import type { ComputedRef, Ref } from 'vue'
import type { ChangeView } from './review-contents.ts'

const onward: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null
}

/** Going from change to change: by buttons, and by J, K and the arrow keys. */
export function useChangeKeys(view: ComputedRef<ChangeView>, chosen: Ref<EntityKey | null>) {
  const at = (): number => view.value.groups.findIndex(({ key }) => key === chosen.value)
  const go = (by: number): void => {
    const { groups } = view.value
    if (groups.length === 0) return
    const from = at()
    const to = from < 0 ? (by > 0 ? 0 : groups.length - 1) : from + by
    chosen.value = groups[Math.min(groups.length - 1, Math.max(0, to))]?.key ?? null
  }
  const onKey = (event: KeyboardEvent): void => {
    const by = onward[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target)) return
    event.preventDefault()
    go(by)
  }
  return { at, go, onKey }
}
