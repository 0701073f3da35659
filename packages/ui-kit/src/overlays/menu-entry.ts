import type { Component } from 'vue'

/** One line of a menu: something to do, a heading, or a dividing line. */
export interface MenuEntry {
  /** Told back when it is chosen; unique in its menu. */
  readonly value: string
  readonly words?: string | undefined
  readonly kind?: 'action' | 'heading' | 'line' | undefined
  readonly icon?: Component | undefined
  readonly hint?: string | undefined
  readonly keys?: string | undefined
  readonly ticked?: boolean | undefined
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
}
