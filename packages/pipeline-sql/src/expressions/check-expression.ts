import type { Problem, ProblemPlace, Schema } from '@weft/pipeline-model'
import { faultProblem, parseExpression } from './parse-expression.ts'
import { typeExpression } from './type-expression.ts'
import { quoteName } from '../quoting.ts'
import { noParameters, type Parameters, type Scope } from './typed-expression.ts'

/** An expression that fits its columns: its SQL, the engine's type, and the columns it reads. */
export interface CheckedExpression {
  readonly sql: string
  readonly type: string
  readonly columns: readonly string[]
}

/** Checks an expression text over the columns of a schema and writes its SQL, or says what is wrong where. */
export function checkExpression(
  text: string,
  schema: Schema,
  place: ProblemPlace = {},
  parameters: Parameters = noParameters,
  sqlOf: Scope['sqlOf'] = quoteName,
):
  | { readonly ok: true; readonly value: CheckedExpression }
  | { readonly ok: false; readonly problem: Problem } {
  const parsed = parseExpression(text)
  if (!parsed.ok) return { ok: false, problem: { ...parsed.problem, ...place } }
  try {
    const { sql, type, columns } = typeExpression(parsed.tree, { schema, parameters, sqlOf })
    // A bare null has no type of its own; the engine would make it an INTEGER in a table.
    if (type !== 'NULL') return { ok: true, value: { sql, type, columns } }
    return { ok: true, value: { sql: `CAST(${sql} AS VARCHAR)`, type: 'VARCHAR', columns } }
  } catch (fault) {
    return { ok: false, problem: { ...faultProblem(fault), ...place } }
  }
}

/** The type an expression has over these columns, or null when it does not fit them. */
export function typeOf(
  text: string,
  schema: Schema,
  parameters: Parameters = noParameters,
): string | null {
  const checked = checkExpression(text, schema, {}, parameters)
  return checked.ok ? checked.value.type : null
}
