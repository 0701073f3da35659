import type { Measure, Widget } from '@weft/app-model'
import { problem, warning, type Problem } from '@weft/pipeline-model'
import { closestName } from '@weft/pipeline-sql'
import { canServe, measureUse, type ColumnUse } from './column-uses.ts'
import { findOutput, type OutputTable, type Outputs } from './outputs.ts'

/** A column a widget needs: the setting that names it and what it is used for. */
interface Need {
  readonly setting: string
  readonly column: string | null
  readonly use: ColumnUse
}

/** What keeps a widget from showing numbers, each with the closest name where one is missing. */
export function checkWidget(widget: Widget, outputs: Outputs): Problem[] {
  if (widget.kind === 'text') return []
  const { output: name } = widget.settings
  if (name === null) return [problem('widget.output-unchosen', {}, { setting: 'output' })]
  const output = findOutput(outputs, name)
  if (!output) return [missingOutput(name, outputs)]
  return [
    ...needsOf(widget).flatMap((need) => checkNeed(need, name, output)),
    ...(widget.kind === 'table' ? checkColumns(widget.settings, name, output) : []),
  ]
}

function missingOutput(name: string, outputs: Outputs): Problem {
  const names = Object.keys(outputs)
  const closest = closestName(name, names) ?? (names.length === 1 ? names[0] : null)
  return closest
    ? problem('widget.output-missing', { output: name, closest }, { setting: 'output' })
    : problem('widget.output-unknown', { output: name }, { setting: 'output' })
}

function needsOf(widget: Exclude<Widget, { kind: 'text' }>): Need[] {
  switch (widget.kind) {
    case 'kpi':
      return measureNeed(widget.settings.measure, false)
    case 'chart': {
      const { x, series, measure } = widget.settings
      const split: Need[] =
        series === null ? [] : [{ setting: 'series', column: series, use: 'category' }]
      return [{ setting: 'x', column: x, use: 'ordered' }, ...split, ...measureNeed(measure, true)]
    }
    case 'select-filter':
      return [{ setting: 'column', column: widget.settings.column, use: 'category' }]
    case 'date-filter':
      return [{ setting: 'column', column: widget.settings.column, use: 'day' }]
    case 'table':
      return []
  }
}

function measureNeed(measure: Measure, drawn: boolean): Need[] {
  if (measure.function === 'count') return []
  return [{ setting: 'measure', column: measure.column, use: measureUse(measure, drawn) }]
}

function checkNeed(need: Need, outputName: string, output: OutputTable): Problem[] {
  const place = { setting: need.setting }
  if (need.column === null) return [problem('widget.column-unchosen', {}, place)]
  const column = output.schema.find((entry) => entry.name === need.column)
  if (!column) {
    const [code, args] = missingColumn(need.column, outputName, output, need.use)
    return [problem(code, args, place)]
  }
  return canServe(column.type, need.use)
    ? []
    : [problem(`widget.column-not-${need.use}`, { column: column.name, type: column.type }, place)]
}

/** A table leaves out the columns that are gone; it still shows the others. */
function checkColumns(
  settings: Extract<Widget, { kind: 'table' }>['settings'],
  outputName: string,
  output: OutputTable,
): Problem[] {
  const known = new Set(output.schema.map((column) => column.name))
  const gone = settings.columns.filter((name) => !known.has(name))
  const problems = gone.map((name) => {
    const [code, args] = missingColumn(name, outputName, output, 'any')
    return warning(code, args, { setting: 'columns', item: name })
  })
  if (!settings.sort || known.has(settings.sort.column)) return problems
  const [code, args] = missingColumn(settings.sort.column, outputName, output, 'any')
  return [...problems, warning(code, args, { setting: 'sort' })]
}

function missingColumn(
  column: string,
  outputName: string,
  output: OutputTable,
  use: ColumnUse,
): [string, Problem['args']] {
  const fitting = output.schema.filter((entry) => canServe(entry.type, use))
  const names = fitting.map((entry) => entry.name)
  const closest = closestName(column, names)
  return closest
    ? ['widget.column-missing', { column, output: outputName, closest }]
    : ['widget.column-unknown', { column, output: outputName }]
}
