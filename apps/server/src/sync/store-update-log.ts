import type { Clock } from '@weft/kernel'
import { sql } from 'kysely'
import type { Store, Transaction } from '../store/store.ts'
import { checksum } from './checksum.ts'
import { sumContributions } from './sum-contributions.ts'
import type { Contribution, NewUpdate, StoredDocument, UpdateLog } from './update-log.ts'

/** Creates a document in the transaction of what it belongs to; a second time is an error. */
export async function createDocument(
  transaction: Transaction,
  document: { readonly id: string; readonly snapshot: Uint8Array; readonly at: Date },
): Promise<void> {
  await transaction
    .insertInto('sync_document')
    .values({
      id: document.id,
      snapshot: document.snapshot,
      checksum: checksum(document.snapshot),
      snapshot_through: 0,
      through: 0,
      changed_at: document.at,
    })
    .execute()
}

interface Row {
  readonly number: number
  readonly bytes: Uint8Array
  /** Null in rows that are older than checksums. */
  readonly checksum: number | null
}

function isSound(row: Pick<Row, 'bytes' | 'checksum'>): boolean {
  return row.checksum === null || row.checksum === checksum(row.bytes)
}

interface Whole extends StoredDocument {
  readonly unsound: readonly Row[]
}

function readWhole(store: Store, document: string): Promise<Whole | null> {
  return store.transaction().execute(async (transaction) => {
    // Shared with other readers; a compaction between the two reads would hide updates.
    const row = await transaction
      .selectFrom('sync_document')
      .select(['snapshot', 'checksum', 'through', 'snapshot_through'])
      .where('id', '=', document)
      .forShare()
      .executeTakeFirst()
    if (!row) return null
    if (!isSound({ bytes: row.snapshot, checksum: row.checksum })) {
      throw new Error(`The snapshot of document ${document} is damaged; restore it from a backup`)
    }
    const rows = await transaction
      .selectFrom('sync_update')
      .select(['number', 'bytes', 'checksum'])
      .where('document', '=', document)
      .where('number', '>', row.snapshot_through)
      .orderBy('number')
      .execute()
    const aside = await transaction
      .selectFrom('sync_quarantine')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('document', '=', document)
      .executeTakeFirstOrThrow()
    const unsound = rows.filter((each) => !isSound(each))
    return {
      snapshot: row.snapshot,
      updates: rows.filter(isSound).map(({ bytes }) => bytes),
      through: row.through,
      damaged: aside.count + unsound.length,
      unsound,
    }
  })
}

async function quarantine(
  store: Store,
  document: string,
  numbers: readonly number[],
  at: Date,
): Promise<void> {
  await sql`
    with moved as (
      delete from sync_update
      where document = ${document} and number in (${sql.join(numbers)}) returning *)
    insert into sync_quarantine (document, number, bytes, checksum, person, organisation, found_at)
    select document, number, bytes, checksum, person, organisation, ${at}::timestamptz from moved
    on conflict do nothing`.execute(store)
}

async function appendGroup(
  store: Store,
  document: string,
  updates: readonly NewUpdate[],
  at: Date,
): Promise<number> {
  const rows = updates.map(
    ({ bytes, author, edits }, index) =>
      sql`(${index + 1}::int, ${bytes}::bytea, ${checksum(bytes)}::bigint, ${author.person}::text,
        ${author.organisation}::text, ${edits}::int)`,
  )
  const count = updates.length
  // One round trip; the row's lock numbers the updates of several servers one after the other.
  const { rows: stored } = await sql<{ number: number }>`
    with grown as (
      update sync_document set through = through + ${count}::int, changed_at = ${at}::timestamptz
      where id = ${document} returning through)
    insert into sync_update (document, number, bytes, checksum, person, organisation, edits, at)
    select ${document}, grown.through - ${count}::int + new.i, new.bytes, new.checksum, new.person,
      new.organisation, new.edits, ${at}::timestamptz
    from grown, (values ${sql.join(rows)}) as new(i, bytes, checksum, person, organisation, edits)
    returning number`.execute(store)
  if (stored.length !== count) throw new Error(`There is no document ${document}`)
  return Math.max(...stored.map(({ number }) => number))
}

async function compactTo(
  transaction: Transaction,
  document: string,
  snapshot: Uint8Array,
  through: number,
): Promise<void> {
  const replaced = await transaction
    .updateTable('sync_document')
    .set({ snapshot, checksum: checksum(snapshot), snapshot_through: through })
    .where('id', '=', document)
    .where('snapshot_through', '<', through)
    .executeTakeFirst()
  if (replaced.numUpdatedRows === 0n) return
  await sql`
    with gone as (
      delete from sync_update where document = ${document} and number <= ${through}::bigint
      returning person, organisation, edits, bytes, at)
    insert into sync_contribution (document, person, organisation, edits, size_bytes, last_at)
    select ${document}, person, organisation, sum(edits), sum(length(bytes)), max(at)
    from gone group by person, organisation
    on conflict (document, person, organisation) do update set
      edits = sync_contribution.edits + excluded.edits,
      size_bytes = sync_contribution.size_bytes + excluded.size_bytes,
      last_at = greatest(sync_contribution.last_at, excluded.last_at)`.execute(transaction)
}

async function readContributions(store: Store, document: string): Promise<Contribution[]> {
  const { rows } = await sql<{
    person: string
    organisation: string
    edits: number
    size_bytes: number
    last_at: Date | null
  }>`
    select person, organisation, edits, size_bytes, last_at
    from sync_contribution where document = ${document}
    union all
    select person, organisation, sum(edits)::bigint, sum(length(bytes))::bigint, max(at)
    from sync_update where document = ${document} group by person, organisation`.execute(store)
  return rows.map((row) => ({
    person: row.person,
    organisation: row.organisation,
    edits: row.edits,
    sizeBytes: row.size_bytes,
    lastAt: row.last_at?.getTime() ?? null,
  }))
}

async function loadAfter(store: Store, document: string, least: number) {
  return store.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('sync_document')
      .select(['through', 'snapshot_through'])
      .where('id', '=', document)
      .forShare()
      .executeTakeFirstOrThrow()
    if (least < row.snapshot_through) return null
    const rows = await transaction
      .selectFrom('sync_update')
      .select(['bytes', 'checksum'])
      .where('document', '=', document)
      .where('number', '>', least)
      .orderBy('number')
      .execute()
    return { updates: rows.filter(isSound).map(({ bytes }) => bytes), through: row.through }
  })
}

// A statement takes at most 65,535 values.
const rowsPerInsert = 5000

/** Opens the update log on the store. */
export function openStoreUpdateLog({
  store,
  now,
}: {
  readonly store: Store
  readonly now: Clock
}): UpdateLog {
  return {
    append: async (document, updates) => {
      const at = new Date(now())
      if (updates.length <= rowsPerInsert) return appendGroup(store, document, updates, at)
      return store.transaction().execute(async (transaction) => {
        let last = 0
        for (let from = 0; from < updates.length; from += rowsPerInsert) {
          const some = updates.slice(from, from + rowsPerInsert)
          last = await appendGroup(transaction, document, some, at)
        }
        return last
      })
    },
    load: async (document) => {
      const whole = await readWhole(store, document)
      if (!whole) return null
      const { unsound, ...stored } = whole
      const numbers = unsound.map(({ number }) => number)
      if (numbers.length > 0) await quarantine(store, document, numbers, new Date(now()))
      return stored
    },
    loadAfter: (document, number) => loadAfter(store, document, number),
    compact: (document, snapshot, through) =>
      store
        .transaction()
        .execute((transaction) => compactTo(transaction, document, snapshot, through)),
    contributions: async (document) => sumContributions(await readContributions(store, document)),
  }
}
