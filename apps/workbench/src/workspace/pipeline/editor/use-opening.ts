import { watch, type ComputedRef } from 'vue'

/** Makes a change now, or as soon as the pipeline is there. */
export type WhenOpen = (change: () => void) => void

/** Keeps what a person does while a workspace is still opening until its pipeline has come. */
export function useOpening(pipeline: ComputedRef<unknown>): WhenOpen {
  const waiting: (() => void)[] = []
  watch(pipeline, (now) => {
    if (now === null) return
    for (const change of waiting.splice(0)) change()
  })
  return (change) => {
    if (pipeline.value === null) waiting.push(change)
    else change()
  }
}
