import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'

/** The places of the columns that lie within a window over them, in order. */
export function columnsWithin(
  widths: readonly number[],
  { from, width }: { readonly from: number; readonly width: number },
): readonly number[] {
  let start = 0
  return widths.flatMap((own, place) => {
    const [left, right] = [start, start + own]
    start = right
    return width > 0 && right > from && left < from + width ? [place] : []
  })
}

/** Tells which columns of a grid are in sight, as it is scrolled, resized or gets other columns. */
export function useColumnsInSight(
  scroller: Readonly<Ref<HTMLElement | null>>,
  widths: () => readonly number[],
  onChange: (places: readonly number[]) => void,
): void {
  let frame = 0
  let before = ''
  const look = (): void => {
    const { scrollLeft: from = 0, clientWidth: width = 0 } = scroller.value ?? {}
    const places = columnsWithin(widths(), { from, width })
    const now = places.join()
    if (now === before) return
    before = now
    onChange(places)
  }
  // Once a frame is enough, however often it scrolls.
  const lookSoon = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(look)
  }
  const resized = new ResizeObserver(lookSoon)
  onMounted(() => {
    if (!scroller.value) return
    scroller.value.addEventListener('scroll', lookSoon, { passive: true })
    resized.observe(scroller.value)
    look()
  })
  watch(widths, lookSoon)
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame)
    resized.disconnect()
    scroller.value?.removeEventListener('scroll', lookSoon)
  })
}
