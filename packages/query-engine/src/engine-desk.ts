import { accept, refuse, type Outcome } from '@weft/kernel'
import type { Turn } from './ask-queue.ts'
import type { EngineLife } from './engine-life.ts'
import type { EngineQuestion } from './engine-link.ts'
import type { TableCache } from './table-cache.ts'
import type { TableRelations } from './table-relations.ts'
import type { EngineReply, EngineTrouble } from './worker/protocol.ts'

type GoodReply = Extract<EngineReply, { ok: true }>

/** Who works at the desk: the engine and what is known about its tables. */
export interface DeskDeps {
  readonly life: EngineLife
  readonly cache: TableCache
  readonly relations: TableRelations
  /** Cached tables leave once the engine uses more than this. */
  readonly comfortBytes: number
}

/** Puts questions to the engine during one turn: makes room when memory is short, restarts it when it died. */
export interface EngineDesk {
  ask(turn: Turn, question: EngineQuestion, keep: readonly string[]): Promise<Outcome<GoodReply>>
}

const codes: Readonly<Record<EngineTrouble, string>> = {
  statement: 'engine.statement',
  cancelled: 'engine.cancelled',
  memory: 'engine.out-of-memory',
  dead: 'engine.restarted',
}

class Desk implements EngineDesk {
  readonly #deps: DeskDeps

  constructor(deps: DeskDeps) {
    this.#deps = deps
  }

  async ask(
    turn: Turn,
    question: EngineQuestion,
    keep: readonly string[],
  ): Promise<Outcome<GoodReply>> {
    const { life, comfortBytes } = this.#deps
    const link = await life.link()
    if (!link.ok) return link
    const stopped = turn.stopped()
    if (stopped) return { ok: false, failure: stopped }
    const reply = await link.value.ask(question)
    if (reply.ok) {
      if ((reply.usedBytes ?? 0) > comfortBytes) await this.#makeRoom(keep, comfortBytes)
      return accept(reply)
    }
    if (reply.trouble === 'dead') life.restart(reply.message)
    if (reply.trouble === 'memory' && (await this.#makeRoom(keep, Number.POSITIVE_INFINITY))) {
      return this.ask(turn, question, keep)
    }
    return refuse(codes[reply.trouble], { message: reply.message })
  }

  /** Drops the least recently used tables until the engine is below the bound, or once when there is none. */
  async #makeRoom(keep: readonly string[], untilBytes: number): Promise<boolean> {
    const { life, cache, relations } = this.#deps
    const staying = relations.standingOn(keep)
    let hasRoom = false
    for (;;) {
      const link = await life.link()
      const tables = cache.evict(staying)
      if (!link.ok || tables.length === 0) return hasRoom
      const dropped = await link.value.ask({ kind: 'drop', tables })
      hasRoom = true
      if (!dropped.ok || (dropped.usedBytes ?? 0) <= untilBytes) return hasRoom
    }
  }
}

/** Opens the desk. */
export function openEngineDesk(deps: DeskDeps): EngineDesk {
  return new Desk(deps)
}
