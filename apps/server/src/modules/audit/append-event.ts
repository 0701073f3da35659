import { canonicalJson } from '@weft/kernel'
import { sql } from 'kysely'
import type { Transaction } from '../../store/store.ts'
import { chainStart, eventHash } from './event-hash.ts'

/** Who did it; both are null for the server itself. */
export interface Actor {
  readonly person: string | null
  readonly organisation: string | null
}

/** What happened: an event in the past tense, to what, with the particulars. */
export interface AuditEntry {
  readonly at: Date
  readonly actor: Actor
  readonly event: string
  readonly subject: string
  readonly details?: Readonly<Record<string, unknown>>
}

// Any number will do, as long as nothing else in this database locks it.
const chainLock = 8_127_001

/** Appends an event to the hash chain, in the transaction of the change it tells of. */
export async function appendEvent(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(chainLock)})`.execute(transaction)
  const last = await transaction
    .selectFrom('audit_event')
    .select(['index', 'hash'])
    .orderBy('index', 'desc')
    .limit(1)
    .executeTakeFirst()
  const row = {
    index: (last?.index ?? 0) + 1,
    at: entry.at,
    person: entry.actor.person,
    organisation: entry.actor.organisation,
    event: entry.event,
    subject: entry.subject,
    details: canonicalJson(entry.details ?? {}),
    previous_hash: last?.hash ?? chainStart,
  }
  await transaction
    .insertInto('audit_event')
    .values({ ...row, hash: eventHash(row) })
    .execute()
}
