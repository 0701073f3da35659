import { accept, refuse, type Clock, type Outcome } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import type { Turn } from './ask-queue.ts'
import type { EngineDesk } from './engine-desk.ts'
import type { Materialised, TableShape } from './query-engine.ts'
import { readResultTable, readSchema, type ResultTable } from './result-table.ts'
import type { TableMaker, Visit } from './table-maker.ts'
import type { TableRelations } from './table-relations.ts'

/** What the engine answers during one turn; null when a dataset's bytes are lacking after all. */
export interface EngineAnswers {
  describe(turn: Turn, sql: string, inputs: readonly TableShape[]): Promise<Outcome<Schema>>
  materialise(
    visit: Visit,
    target: string,
    isStored: boolean,
  ): Promise<Outcome<Materialised> | null>
  select(
    visit: Visit,
    sql: string,
    reads: { readonly needs: readonly string[]; readonly glance: boolean },
  ): Promise<Outcome<ResultTable> | null>
}

/** Opens the answers of an engine. */
export function openEngineAnswers(parts: {
  readonly desk: EngineDesk
  readonly maker: TableMaker
  readonly relations: TableRelations
  readonly now: Clock
}): EngineAnswers {
  const { desk, maker, relations, now } = parts
  return {
    describe: async (turn, sql, inputs) => {
      const reply = await desk.ask(turn, { kind: 'describe', sql, inputs }, [])
      if (!reply.ok) return reply
      const { description } = reply.value
      return description ? accept(readSchema(description)) : refuse('engine.statement')
    },
    materialise: async (visit, target, isStored) => {
      const start = now()
      const wasThere = relations.isThere(target)
      const ready = await maker.ensure(visit, [target])
      if (!ready?.ok) return ready
      const stored = isStored ? await maker.readWhole(visit, [target], true) : ready
      if (!stored.ok) return stored
      const rows = await maker.rowsOf(visit, target)
      if (!rows.ok) return rows
      return accept({ rows: rows.value, tookMs: wasThere ? 0 : now() - start })
    },
    select: async (visit, sql, { needs, glance }) => {
      const ready = await maker.ensure(visit, needs)
      if (!ready?.ok) return ready
      const whole = glance ? ready : await maker.readWhole(visit, needs)
      if (!whole.ok) return whole
      const reply = await maker.askOver(visit, needs, () =>
        desk.ask(visit.turn, { kind: 'select', sql }, needs),
      )
      if (!reply.ok) return reply
      const { description, parts: rows } = reply.value
      return accept(readResultTable(description ? readSchema(description) : [], rows))
    },
  }
}
