import type { Widget } from '@weft/app-model'
import type { Problem } from '@weft/pipeline-model'

/** One setting to be written. */
export interface SettingChange {
  readonly key: string
  readonly value: unknown
}

/** The change that follows a problem's closest name, or null when it names none. */
export function repairBinding(widget: Widget, problem: Problem): SettingChange | null {
  const { closest } = problem.args
  if (typeof closest !== 'string' || widget.kind === 'text' || !problem.setting) return null
  const key = problem.setting
  if (key === 'measure') {
    if (widget.kind !== 'kpi' && widget.kind !== 'chart') return null
    return { key, value: { ...widget.settings.measure, column: closest } }
  }
  if (widget.kind !== 'table' || key === 'output') return { key, value: closest }
  const { columns, sort } = widget.settings
  if (key === 'columns') return { key, value: replaceOnce(columns, problem.item, closest) }
  return { key, value: { ...sort, column: closest } }
}

function replaceOnce(
  columns: readonly string[],
  gone: string | undefined,
  closest: string,
): string[] {
  return [...new Set(columns.map((name) => (name === gone ? closest : name)))]
}
