import type { Step, StepId, StepOf } from '@weft/pipeline-model'
import { quoteName, type CompiledPipeline } from '@weft/pipeline-sql'

/** What a check step becomes in dbt: tests of its model instead of an error inside its statement. */
export interface DbtTests {
  /** The model's own statement: every row, as dbt itself stops what follows when a test fails. */
  readonly sql: string
  /** A statement that gives every row that breaks a rule, for a test of its own. */
  readonly failing: string | null
  readonly severity: 'warn' | 'error'
  /** Generic tests by column. */
  readonly columns: ReadonlyMap<string, readonly object[]>
}

type Rule = StepOf<'check'>['settings']['rules'][number]

function genericTest(
  { rule, target }: Rule,
  severity: string,
  reference: string | null,
): object | null {
  const config = { severity }
  if (rule === 'not-empty') return { not_null: { config } }
  if (rule === 'unique') return { unique: { config } }
  if (rule !== 'relationship' || reference === null) return null
  return { relationships: { to: `ref('${reference}')`, field: quoteName(target), config } }
}

function columnTests(
  { settings }: StepOf<'check'>,
  severity: string,
  reference: string | null,
): ReadonlyMap<string, readonly object[]> {
  const columns = new Map<string, object[]>()
  for (const rule of settings.rules) {
    const test = genericTest(rule, severity, reference)
    if (test) columns.set(rule.column, [...(columns.get(rule.column) ?? []), test])
  }
  return columns
}

// A dataset is a source of dbt, to which a relationship is written in another way; the test of rows covers it.
function modelOf(table: string | undefined, names: ReadonlyMap<string, string>): string | null {
  return table?.startsWith('w_') === true ? (names.get(table) ?? null) : null
}

/** The tests of a check step; null for any other step. */
export function dbtTests(
  step: Step | undefined,
  id: StepId,
  compiled: CompiledPipeline,
  names: ReadonlyMap<string, string>,
): DbtTests | null {
  if (step?.kind !== 'check') return null
  const made = compiled.steps[id]
  if (!made?.schema) return null
  const { schema, inputs, asides } = made
  const [input = '', reference] = inputs
  const severity = step.settings.action === 'block' ? 'error' : 'warn'
  const list = schema.map(({ name }) => quoteName(name)).join(', ')
  return {
    sql: `SELECT ${list} FROM ${quoteName(input)}`,
    failing: asides['failing']?.sql ?? null,
    severity,
    columns: columnTests(step, severity, modelOf(reference, names)),
  }
}
