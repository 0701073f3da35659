import type { StepId } from '@weft/pipeline-model'
import type { Component } from 'vue'
import type { Findable } from './rank-entries.ts'

/** What the palette is opened for: anything, something in the pipeline, or the other half of a change to a step. */
export type CommandQuestion =
  | { readonly kind: 'all' | 'find' }
  | { readonly kind: 'add'; readonly step: StepId | null }
  | { readonly kind: 'connect' | 'disconnect' | 'column'; readonly step: StepId }

/** One line of the palette. */
export interface CommandEntry extends Findable {
  readonly id: string
  readonly icon: Component
  /** How its key is written, where it has one. */
  readonly keys?: readonly string[] | undefined
  readonly run: () => void
}
