import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import { foundations } from './migrations/0001-foundations.ts'
import { coBuilding } from './migrations/0002-co-building.ts'
import { syncAuthors } from './migrations/0003-sync-authors.ts'
import { standing } from './migrations/0004-standing.ts'
import { workspaceTables } from './migrations/0005-workspace-tables.ts'
import { discussions } from './migrations/0006-discussions.ts'
import { sharedSecret } from './migrations/0007-shared-secret.ts'
import { history } from './migrations/0008-history.ts'
import { proposals } from './migrations/0009-proposals.ts'
import { visits } from './migrations/0010-visits.ts'
import { templates } from './migrations/0011-templates.ts'
import type { Store } from './store.ts'

/** Every migration as plain statements, oldest first; a released one is never edited. */
const migrations: Readonly<Record<string, readonly string[]>> = {
  '0001-foundations': foundations,
  '0002-co-building': coBuilding,
  '0003-sync-authors': syncAuthors,
  '0004-standing': standing,
  '0005-workspace-tables': workspaceTables,
  '0006-discussions': discussions,
  '0007-shared-secret': sharedSecret,
  '0008-history': history,
  '0009-proposals': proposals,
  '0010-visits': visits,
  '0011-templates': templates,
}

function migrationOf(statements: readonly string[]): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db)
    },
  }
}

/** Brings the store's tables to the newest form; the same list serves both engines. */
export async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({
    db: store,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, statements]) => [name, migrationOf(statements)]),
        ),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('The store could not be brought to its newest form', { cause: error })
}
