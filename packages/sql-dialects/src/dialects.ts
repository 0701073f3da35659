import { postgres } from './postgres/postgres.ts'
import { spark } from './spark/spark.ts'
import { trino } from './trino/trino.ts'
import type { Dialect } from './write/dialect.ts'

/** Every dialect beside the engine's own. */
export const dialects: Readonly<Record<Dialect['name'], Dialect>> = { postgres, spark, trino }
