import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { Spot } from '../together/open-cursor-layer.ts'

/** Grids are of different widths on different screens: a place across one is told in thousandths of its width. */
const across = 1000

/** Tells where the pointer is on the grid of a page, and finds the place of another person's pointer on it. */
export function useGridPointer(
  grid: Readonly<Ref<HTMLElement | null>>,
  tell: (cursor: Spot | null) => void,
) {
  const width = ref(0)
  let watcher: ResizeObserver | null = null
  onMounted(() => {
    if (typeof ResizeObserver === 'undefined') return
    watcher = new ResizeObserver(([entry]) => {
      width.value = entry?.contentRect.width ?? 0
    })
    if (grid.value) watcher.observe(grid.value)
  })
  onBeforeUnmount(() => {
    watcher?.disconnect()
    tell(null)
  })
  return {
    width,
    move: ({ clientX, clientY }: PointerEvent): void => {
      const box = grid.value?.getBoundingClientRect()
      if (!box || box.width === 0) return
      tell({ x: ((clientX - box.left) / box.width) * across, y: clientY - box.top })
    },
    leave: (): void => {
      tell(null)
    },
    toLayer: ({ x, y }: Spot): Spot => ({ x: (x / across) * width.value, y }),
  }
}
