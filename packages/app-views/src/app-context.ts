import type { App, WidgetId } from '@weft/app-model'
import type { ColumnFilter, FilterState, FilterValue, Outputs } from '@weft/app-runtime'
import type { Failure, FailureCatalogue, Language, Outcome } from '@weft/kernel'
import type { ResultTable } from '@weft/query-engine'

/** One question of a widget; a later question of the same consumer overtakes an earlier one. */
export interface WidgetQuestion {
  readonly consumer: string
  readonly output: string
  readonly sql: string
  readonly signal?: AbortSignal
}

/** The only way from a widget to numbers. */
export interface WidgetPort {
  query(question: WidgetQuestion): Promise<Outcome<ResultTable>>
}

/** Everything the widgets of one app show and ask; a new object whenever any of it changes. */
export interface AppContext {
  readonly app: App
  readonly outputs: Outputs
  readonly port: WidgetPort
  readonly filters: FilterState
  /** The choices of `filters` that act now. */
  readonly active: readonly ColumnFilter[]
  readonly language: Language
  /** Sentences of the refusals the port can give. */
  readonly failures: FailureCatalogue
  choose(widget: WidgetId, value: FilterValue): void
}

/** Whether a refusal only says that a newer question took this one's place. */
export function isOvertaken(failure: Failure): boolean {
  return failure.code === 'engine.overtaken' || failure.code === 'engine.cancelled'
}
