import type { App } from '@weft/app-model'
import { firstStatements, type FirstStatement, type Outputs } from '@weft/app-runtime'
import { accept, refuse, type Clock, type Failure, type Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import { quoteName } from '@weft/pipeline-sql'
import type { BundleAnswer, BundleOutput } from '@weft/release-model'
import type { NativeEngine } from '../../native-engine/index.ts'

/** The answers a bundle may carry, and the moment after which nothing more is asked. */
export interface AnswerLimits {
  readonly now: Clock
  readonly until: number
  readonly answerBytes: number
  readonly totalBytes: number
}

/** An answer that could not be given, and the widget that asked for it. */
export interface AnswerFailure {
  readonly widget: FirstStatement['widget']
  readonly failure: Failure
}

/** Gives a table the columns it has in the bundle, so that a question finds here what it finds in the player. */
async function asInBundle(
  engine: NativeEngine,
  output: BundleOutput,
  made: Schema,
): Promise<Outcome<unknown>> {
  const same = output.schema.every(({ type }, index) => made[index]?.type === type)
  if (same) return accept(null)
  const columns = output.schema.map(({ name, type }) => {
    return `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`
  })
  const table = quoteName(output.table)
  return engine.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT ${columns.join(', ')} FROM ${table}`,
  )
}

/** What the app shows before anybody has filtered; an answer too large to carry is left to the player's engine. */
export async function answerFirst(
  engine: NativeEngine,
  app: App,
  outputs: readonly BundleOutput[],
  made: Outputs,
  { now, until, answerBytes, totalBytes }: AnswerLimits,
): Promise<{
  readonly answers: readonly BundleAnswer[]
  readonly failed: readonly AnswerFailure[]
}> {
  for (const output of outputs) {
    await asInBundle(engine, output, made[output.name]?.schema ?? [])
  }
  const answers: BundleAnswer[] = []
  const failed: AnswerFailure[] = []
  let room = totalBytes
  const tables = Object.fromEntries(outputs.map((output) => [output.name, output]))
  for (const { widget, sql } of firstStatements(app, tables)) {
    const late = refuse('engine.took-too-long', { seconds: 120 })
    const answer = now() > until ? late : await engine.toArrow(sql)
    if (!answer.ok) {
      failed.push({ widget, failure: answer.failure })
      continue
    }
    const { bytes, schema } = answer.value
    if (bytes.length > Math.min(answerBytes, room)) continue
    room -= bytes.length
    answers.push({ sql, schema, bytes })
  }
  return { answers, failed }
}
