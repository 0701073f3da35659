import {
  foldName,
  isOutputName,
  type Pipeline,
  type Step,
  type StepSettings,
} from '@weft/pipeline-model'
import type { ParameterValue, Parameters } from './expressions/typed-expression.ts'
import { cellSql } from './steps/read-cell.ts'

const types = {
  text: 'VARCHAR',
  whole: 'BIGINT',
  number: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  boolean: 'BOOLEAN',
} as const

/** The engine's type of a parameter. */
export function parameterType(settings: StepSettings['parameter']): string {
  return types[settings.type]
}

/** The value a parameter step gives; null while its name or value is unfit. */
export function parameterValue(settings: StepSettings['parameter']): ParameterValue | null {
  const type = parameterType(settings)
  const sql = cellSql(settings.value, type)
  if (sql === null || !isOutputName(settings.name)) return null
  // A bare text literal has no type of its own in some places of a statement.
  return { name: settings.name, type, sql: `CAST(${sql} AS ${type})`, text: settings.value.trim() }
}

/** The named values of a pipeline; of two with one name the one with the lower id counts. */
export function parametersOf(pipeline: Pick<Pipeline, 'steps'>): Parameters {
  const found = new Map<string, ParameterValue>()
  const steps = Object.values<Step>(pipeline.steps).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const step of steps) {
    if (step.kind !== 'parameter') continue
    const value = parameterValue(step.settings)
    if (value && !found.has(foldName(value.name))) found.set(foldName(value.name), value)
  }
  return found
}
