import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendEvent, verifyChain } from '../modules/audit/index.ts'
import { testDatabaseName } from '../testing/cluster-places.ts'
import { openStore, type StorePlace } from './open-store.ts'
import type { Store } from './store.ts'

const admin = 'postgres://postgres@127.0.0.1:5432'
const database = testDatabaseName()

async function isPostgresThere(): Promise<boolean> {
  const client = new pg.Client({
    connectionString: `${admin}/postgres`,
    connectionTimeoutMillis: 1500,
  })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function onPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${admin}/postgres` })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const actor = { person: 'pe_1', organisation: 'og_1' }

function storeContract(
  place: StorePlace,
  prepare: () => Promise<void>,
  clean: () => Promise<void>,
) {
  let store: Store

  beforeAll(async () => {
    await prepare()
    store = await openStore(place)
  }, 60_000)
  afterAll(async () => {
    await store.destroy()
    await clean()
  })

  const append = (event: string, details: Record<string, unknown> = {}) =>
    store
      .transaction()
      .execute((transaction) =>
        appendEvent(transaction, { at: new Date(1_000_000), actor, event, subject: 's', details }),
      )

  test('gives 64-bit numbers as numbers, days as text, moments as dates and JSON as data', async () => {
    const result = await sql<Record<string, unknown>>`select 9007199254740991::bigint as n,
      count(*) as c, '2001-02-03'::date as d, '2001-02-03T04:05:06.789Z'::timestamptz as t,
      '{"a":[1,null]}'::jsonb as j, true as b from (values (1), (2)) v`.execute(store)
    expect(result.rows[0]).toEqual({
      n: 9007199254740991,
      c: 2,
      d: '2001-02-03',
      t: new Date('2001-02-03T04:05:06.789Z'),
      j: { a: [1, null] },
      b: true,
    })
  })

  test('takes a transaction back as a whole', async () => {
    const failed = store.transaction().execute(async (transaction) => {
      await appendEvent(transaction, { at: new Date(0), actor, event: 'x.lost', subject: 's' })
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    const rows = await store.selectFrom('audit_event').selectAll().execute()
    expect(rows).toEqual([])
  })

  test('names a value that must be unique by its Postgres code', async () => {
    const row = {
      id: 'twice',
      name: 'T',
      slug: 'twice',
      createdAt: new Date(0),
      names: '{}',
      hue: 1,
      role: '{}',
    }
    await store.insertInto('organisation').values(row).execute()
    await expect(store.insertInto('organisation').values(row).execute()).rejects.toMatchObject({
      code: '23505',
    })
  })

  test('keeps the audit chain whole under many writers at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => append('x.done', { index, text: '经纬' })),
    )
    expect(await verifyChain(store)).toEqual({ holds: true, events: 20 })
  })

  const seventh = () => store.updateTable('audit_event').where('index', '=', 7)

  test.each([
    ['changed', () => seventh().set({ subject: 'other' }).execute()],
    ['blamed on another', () => seventh().set({ person: 'pe_2' }).execute()],
    [
      'dated otherwise',
      () =>
        seventh()
          .set({ at: new Date(5) })
          .execute(),
    ],
    ['removed', () => store.deleteFrom('audit_event').where('index', '=', 7).execute()],
  ])('finds the first event that was %s', async (_, tamper) => {
    const kept = await store
      .selectFrom('audit_event')
      .selectAll()
      .where('index', '=', 7)
      .executeTakeFirstOrThrow()
    await tamper()
    expect(await verifyChain(store)).toEqual({ holds: false, brokenAt: 7 })
    await store.deleteFrom('audit_event').where('index', '=', 7).execute()
    await store.insertInto('audit_event').values(kept).execute()
    expect(await verifyChain(store)).toMatchObject({ holds: true })
  })
}

const reachable = await isPostgresThere()
// In continuous integration Postgres must be there: skipping would hide that it is not.
const skip = !reachable && process.env.CI !== 'true'

describe('the embedded database keeps the store contract', () => {
  storeContract(
    { folder: null },
    async () => undefined,
    async () => undefined,
  )
})

describe.skipIf(skip)(
  `Postgres keeps the store contract${skip ? ' (skipped: no Postgres at 127.0.0.1:5432)' : ''}`,
  () => {
    storeContract(
      { databaseUrl: `${admin}/${database}` },
      () => onPostgres(`create database ${database}`),
      () => onPostgres(`drop database if exists ${database} with (force)`),
    )
  },
)
