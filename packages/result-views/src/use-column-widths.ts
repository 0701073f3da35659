import type { Schema } from '@weft/pipeline-model'
import { typeFamily } from '@weft/query-engine'
import { computed, shallowRef, watch } from 'vue'

const narrowest = 56

function firstWidth(name: string, type: string): number {
  const family = typeFamily(type)
  const least = family === 'text' || family === 'nested' || family === 'timestamp' ? 168 : 104
  return Math.min(Math.max(least, name.length * 8 + 56), 280)
}

/** The widths of a grid's columns, kept by name while the person works. */
export function useColumnWidths(schema: () => Schema) {
  const chosen = shallowRef<ReadonlyMap<string, number>>(new Map())
  const widths = computed(() =>
    schema().map(({ name, type }) => chosen.value.get(name) ?? firstWidth(name, type)),
  )
  const setWidth = (name: string, width: number) => {
    chosen.value = new Map(chosen.value).set(name, Math.max(narrowest, Math.round(width)))
  }
  watch(schema, (columns) => {
    const names = new Set(columns.map(({ name }) => name))
    chosen.value = new Map([...chosen.value].filter(([name]) => names.has(name)))
  })

  /** Follows the pointer from the press on a column's edge to its release. */
  const drag = (event: PointerEvent, name: string, width: number) => {
    const grip = event.currentTarget
    if (!(grip instanceof HTMLElement)) return
    grip.setPointerCapture(event.pointerId)
    const start = event.clientX
    grip.onpointermove = (move) => setWidth(name, width + move.clientX - start)
    grip.onpointerup = () => {
      grip.onpointermove = null
    }
  }
  return { widths, setWidth, drag }
}
