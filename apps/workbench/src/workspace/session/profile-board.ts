import type { Failure } from '@weft/kernel'
import type { Schema } from '@weft/pipeline-model'
import { columnProfile, type ColumnProfile, type QueryEngine } from '@weft/query-engine'

/** What is known of a column: its profile, or why it could not be looked through. */
export type ProfileAnswer =
  | { readonly ok: true; readonly profile: ColumnProfile }
  | { readonly ok: false; readonly failure: Failure }

/** The answers by table and column; a table's name is the hash of all it depends on, so none is ever stale. */
export type ColumnProfiles = ReadonlyMap<string, ProfileAnswer>

/** The name a column's answer is kept under. */
export const profileKey = (table: string, column: string): string => `${table}\n${column}`

/** Looks through the columns in sight, one after the other, and keeps what it found. */
export interface ProfileBoard {
  read(): ColumnProfiles
  onChange(listener: () => void): () => void
  /** The columns in sight now; what is not among them any more is not looked through. */
  want(table: string, columns: Schema): void
  dispose(): void
}

interface Wanted {
  readonly key: string
  readonly table: string
  readonly name: string
  readonly type: string
}

const mostKept = 1_000
/** Reasons that say nothing about the column. */
const passing: ReadonlySet<string> = new Set(['engine.cancelled', 'engine.overtaken'])

/** Opens a board that asks until it is disposed of. */
export function openProfileBoard(engine: Pick<QueryEngine, 'query'>): ProfileBoard {
  const listeners = new Set<() => void>()
  let answers: ColumnProfiles = new Map()
  let wanted: readonly Wanted[] = []
  let running: { readonly key: string; readonly stop: AbortController } | null = null

  const keep = (key: string, answer: ProfileAnswer): void => {
    answers = new Map([...[...answers].slice(1 - mostKept), [key, answer]])
    for (const listener of listeners) listener()
  }
  const pump = (): void => {
    const next = running ? undefined : wanted.find(({ key }) => !answers.has(key))
    if (!next) return
    const { key, table, name, type } = next
    const stop = new AbortController()
    running = { key, stop }
    const question = columnProfile(table, name, type)
    const options = { consumer: 'profile', signal: stop.signal, needs: [table] }
    void engine.query(question.sql, options).then((answer) => {
      running = null
      if (answer.ok) keep(key, { ok: true, profile: question.parse(answer.value) })
      else if (!passing.has(answer.failure.code)) keep(key, answer)
      pump()
    })
  }
  return {
    read: () => answers,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    want: (table, columns) => {
      const isOtherTable = wanted[0]?.table !== table
      wanted = columns.map(({ name, type }) => ({
        key: profileKey(table, name),
        table,
        name,
        type,
      }))
      // What failed once may work when people come back to the table.
      if (isOtherTable) answers = new Map([...answers].filter(([, { ok }]) => ok))
      if (running && !wanted.some(({ key }) => key === running?.key)) running.stop.abort()
      pump()
    },
    dispose: () => {
      wanted = []
      running?.stop.abort()
      listeners.clear()
    },
  }
}
