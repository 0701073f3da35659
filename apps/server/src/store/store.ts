import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { AccountTables } from './tables/account-tables.ts'
import type { AuditTables } from './tables/audit-tables.ts'
import type { CatalogueTables } from './tables/catalogue-tables.ts'
import type { CoBuildingTables } from './tables/co-building-tables.ts'
import type { DiscussionTables } from './tables/discussion-tables.ts'
import type { HistoryTables } from './tables/history-tables.ts'
import type { ProposalTables } from './tables/proposal-tables.ts'
import type { TemplateTables } from './tables/template-tables.ts'

/** Every table of the store; a module adds its own in a file beside these. */
export interface Tables
  extends
    AuditTables,
    AccountTables,
    CatalogueTables,
    CoBuildingTables,
    HistoryTables,
    DiscussionTables,
    ProposalTables,
    TemplateTables {}

/** The database, embedded or Postgres. Inside a transaction use only the transaction: the embedded one has a single connection. */
export type Store = Kysely<Tables>

/** A running transaction, which every change and its audit event share. */
export type Transaction = KyselyTransaction<Tables>

/** Something that can be read from, inside a transaction or outside. */
export type Reader = Store | Transaction
