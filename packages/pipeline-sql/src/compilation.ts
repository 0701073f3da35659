import { contentHash, type Outcome } from '@weft/kernel'
import type { OutputPort, Pipeline, Schema, StepId, Subflows } from '@weft/pipeline-model'
import { recursiveSteps } from '@weft/pipeline-model'
import type { SourceTable } from './compile-scope.ts'
import {
  compiledPort,
  innerStep,
  type CompiledPort,
  type CompiledStep,
  type CompiledTable,
  type DescribedSteps,
  type UndescribedStep,
} from './compiled-pipeline.ts'
import { stepTableName } from './quoting.ts'
import type { PortDraft, StepInput } from './steps/step-draft.ts'

/** Where a step stands: its place among all steps, and its kind. */
interface Standing {
  readonly id: StepId
  readonly kind: string
}

const hashOf = (kind: string, sql: string, inputs: readonly string[]) =>
  contentHash({ compiler: 1, kind, sql, inputs })

/** What is found of a pipeline and of the subflows inside it while they are compiled. */
export class Compilation {
  readonly steps: Record<StepId, CompiledStep> = {}
  readonly order: StepId[] = []
  readonly undescribed: UndescribedStep[] = []
  readonly tables: CompiledTable[] = []
  readonly outputs: { name: string; step: StepId }[] = []
  readonly sources: Readonly<Record<string, SourceTable>>
  readonly subflows: Subflows
  /** Steps that would make a subflow use itself. */
  readonly recursive: ReadonlySet<StepId>
  /** How many steps may still be added by following subflows. */
  room = 5_000
  private readonly described: DescribedSteps
  private readonly ordered = new Map<StepId, boolean>()

  constructor(
    { subflows = {} }: Pipeline,
    sources: Readonly<Record<string, SourceTable>>,
    described: DescribedSteps,
  ) {
    this.sources = sources
    this.subflows = subflows
    this.recursive = recursiveSteps(subflows)
    this.described = described
  }

  add(id: StepId, step: CompiledStep, ordered = false): void {
    this.steps[id] = step
    this.ordered.set(id, ordered)
  }

  /** What leaves a step at a port, as an input of another one; null while it is not known. */
  inputFrom(id: StepId, port: OutputPort, index: number): StepInput | null {
    const step = this.steps[id]
    const from = step && compiledPort(step, port)
    if (!from?.table || !from.schema) return null
    const ordered = this.ordered.get(id) ?? this.ordered.get(innerStep(id, port as StepId)) ?? false
    return { table: from.table, schema: from.schema, ordered, index }
  }

  describe(
    { id, kind }: Standing,
    sql: string,
    inputs: readonly StepInput[],
  ): Outcome<Schema> | null {
    const hash = hashOf(
      kind,
      sql,
      inputs.map((input) => input.table),
    )
    const described = this.described.get(hash)
    if (described) return described
    const shapes = inputs.map(({ table, schema }) => ({ table, schema }))
    this.undescribed.push({ step: id, hash, sql, inputs: shapes })
    return null
  }

  /** What leaves at a port; its table is put down when rows are wanted there. */
  port(
    { id, kind }: Standing,
    port: OutputPort,
    { sql, schema, lineage, reach }: PortDraft,
    { inputs, isUsed }: { readonly inputs: readonly string[]; readonly isUsed: boolean },
  ): CompiledPort {
    const made = port === 'main' ? kind : `${kind} ${port}`
    const hash = sql === null ? null : hashOf(made, sql, inputs)
    const table = hash === null || schema === null ? null : stepTableName(hash)
    if (table !== null && sql !== null && isUsed)
      this.tables.push({ step: id, port, table, sql, inputs, reach })
    return { hash, table, sql, schema, lineage }
  }
}
