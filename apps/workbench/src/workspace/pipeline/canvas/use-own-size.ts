import type { StepOf } from '@weft/pipeline-model'
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { usePipelineEditor } from '../editor/pipeline-editor.ts'
import { snapGrid, type Size } from './step-size.ts'

const least = { width: 120, height: 64 } as const

/** The size of a note or a frame while its corner is dragged, and the one edit at the end. */
export function useOwnSize(step: () => StepOf<'note'> | StepOf<'frame'>): {
  readonly size: ComputedRef<Size>
  /** How far the corner is from where it was, in canvas units. */
  onResize: (by: Size) => void
  onResized: () => void
} {
  const editor = usePipelineEditor()
  const by = shallowRef<Size | null>(null)
  const snapped = (value: number, lowest: number): number =>
    Math.max(lowest, Math.round(value / snapGrid[0]) * snapGrid[0])
  const size = computed(() => {
    const { width, height } = step().settings
    if (!by.value) return { width, height }
    return {
      width: snapped(width + by.value.width, least.width),
      height: snapped(height + by.value.height, least.height),
    }
  })
  // The dragged size stays on screen until the document has it.
  watch(
    () => step().settings,
    () => {
      by.value = null
    },
  )
  return {
    size,
    onResize: (moved) => {
      by.value = moved
    },
    onResized: () => {
      const { width, height } = size.value
      const { id } = step()
      editor.gesture('resize-step', () => {
        editor.setSetting(id, 'width', width)
        editor.setSetting(id, 'height', height)
      })
    },
  }
}
