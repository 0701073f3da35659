import { ref, type Ref } from 'vue'

const least = 120
const start = 260
const stride = 24

/** The height of the panel below the canvas, changed by dragging its edge or with the arrow keys. */
export function usePanelHeight(): {
  readonly height: Readonly<Ref<number>>
  onGrab: (event: PointerEvent) => void
  onKey: (event: KeyboardEvent) => void
} {
  const height = ref(start)
  const set = (wanted: number): void => {
    height.value = Math.round(Math.min(Math.max(least, wanted), window.innerHeight * 0.7))
  }
  return {
    height,
    onGrab: (event) => {
      const grip = event.currentTarget
      if (!(grip instanceof HTMLElement)) return
      grip.setPointerCapture(event.pointerId)
      const from = { y: event.clientY, height: height.value }
      const move = (moved: PointerEvent): void => {
        set(from.height + from.y - moved.clientY)
      }
      grip.addEventListener('pointermove', move)
      grip.addEventListener(
        'lostpointercapture',
        () => {
          grip.removeEventListener('pointermove', move)
        },
        { once: true },
      )
    },
    onKey: (event) => {
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
      event.preventDefault()
      set(height.value + (event.key === 'ArrowUp' ? stride : -stride))
    },
  }
}
