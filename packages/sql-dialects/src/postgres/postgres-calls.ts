import type { CallWriter } from '../write/dialect.ts'
import { postgresDates } from './postgres-dates.ts'
import { postgresFigures } from './postgres-figures.ts'
import { postgresNumbers } from './postgres-numbers.ts'
import { postgresPatterns } from './postgres-patterns.ts'
import { postgresTexts } from './postgres-texts.ts'

/** Every function of the engine that Postgres can be told to work out the same way. */
export const postgresCalls: Readonly<Record<string, CallWriter>> = {
  ...postgresTexts,
  ...postgresPatterns,
  ...postgresNumbers,
  ...postgresDates,
  ...postgresFigures,
}
