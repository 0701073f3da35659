import type { App, Widget, WidgetId } from '@weft/app-model'
import { findOutput, type Outputs } from './outputs.ts'

/** What a reader chose in one filter: some values of a column (null is the absent value), or a span of days. */
export type FilterValue =
  | { readonly kind: 'one-of'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'days'; readonly from: string | null; readonly to: string | null }

/** What a reader chose in every filter of an app; a filter without an entry lets everything pass. */
export type FilterState = Readonly<Record<WidgetId, FilterValue>>

/** A choice together with the column it acts on, in every output that has it. */
export interface ColumnFilter {
  readonly widget: WidgetId
  readonly column: string
  readonly value: FilterValue
}

/** The choices that act, in the order of the widgets' ids; those of deleted or unbound filters do not. */
export function activeFilters(app: App, outputs: Outputs, state: FilterState): ColumnFilter[] {
  return Object.values<Widget>(app.widgets)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((widget) => {
      const value = Object.hasOwn(state, widget.id) ? state[widget.id] : undefined
      const column = filterColumn(widget, outputs)
      const fits = value?.kind === (widget.kind === 'date-filter' ? 'days' : 'one-of')
      if (!value || !fits || column === null || isOpen(value)) return []
      return [{ widget: widget.id, column, value }]
    })
}

/** The state after one choice; a choice of everything leaves no entry. */
export function withFilter(state: FilterState, widget: WidgetId, value: FilterValue): FilterState {
  const rest = Object.entries(state).filter(([id]) => id !== widget)
  return Object.fromEntries(isOpen(value) ? rest : [...rest, [widget, value]])
}

/** Whether a choice lets everything pass. */
export function isOpen(value: FilterValue): boolean {
  return value.kind === 'one-of' ? value.values.length === 0 : !value.from && !value.to
}

/** Whether a text is a real day, `2024-02-29`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function filterColumn(widget: Widget, outputs: Outputs): string | null {
  if (widget.kind !== 'select-filter' && widget.kind !== 'date-filter') return null
  const { output, column } = widget.settings
  const schema = findOutput(outputs, output)?.schema ?? []
  return schema.some((entry) => entry.name === column) ? column : null
}
