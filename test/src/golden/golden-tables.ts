import type { Schema } from '@weft/pipeline-model'
import { quoteName, sourceTableName, type SourceTable } from '@weft/pipeline-sql'

/** Columns of every type the product meets, names meant to break out of quotes, and empty cells. */
const orders: Schema = [
  { name: 'id', type: 'INTEGER' },
  { name: 'region', type: 'VARCHAR' },
  { name: '金额', type: 'DECIMAL(10,2)' },
  { name: 'weight "kg"; DROP TABLE x --', type: 'DOUBLE' },
  { name: 'day', type: 'DATE' },
  { name: 'at', type: 'TIMESTAMP' },
  { name: 'paid', type: 'BOOLEAN' },
  { name: 'big', type: 'BIGINT' },
  { name: 'small', type: 'TINYINT' },
  { name: 'ratio', type: 'FLOAT' },
  { name: 'clock', type: 'TIME' },
  { name: 'count', type: 'UBIGINT' },
]

const regions: Schema = [
  { name: 'region', type: 'VARCHAR' },
  { name: 'id', type: 'BIGINT' },
  { name: 'manager name', type: 'VARCHAR' },
  { name: '金额', type: 'INTEGER' },
]

/** The datasets of the golden tests, by dataset id. */
export const goldenSources: Readonly<Record<string, SourceTable>> = {
  orders: { schema: orders, digest: 'a'.repeat(64) },
  regions: { schema: regions, digest: 'b'.repeat(64) },
}

const rows: Readonly<Record<string, readonly string[]>> = {
  orders: [
    `1, 'north', 10.50, 1.5, DATE '2024-01-31', TIMESTAMP '2024-01-31 08:30:00', true, 9007199254740993, 1, 0.1, TIME '08:30:00', 18446744073709551615`,
    `2, 'south', 0.00, -2.25, DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59.5', false, -5, -128, 2.5, TIME '00:00:00', 0`,
    `3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
    `4, '', 99999999.99, 0.0, DATE '1969-12-31', TIMESTAMP '1969-12-31 00:00:00', true, 0, 127, 0.0, TIME '23:59:59', 1`,
    `5, 'O''Brien 🧵 经纬', -10.50, 1e10, DATE '2024-01-01', TIMESTAMP '2024-01-01 12:00:00', true, 7, 7, 1e3, TIME '12:00:00', 7`,
    `6, 'north', 10.50, 1.5, DATE '2024-01-31', TIMESTAMP '2024-01-31 08:30:00', false, 3, 3, 0.25, TIME '08:30:00', 3`,
  ],
  regions: [
    `'north', 1, 'Li', 5`,
    `'south', 2, NULL, NULL`,
    `NULL, 3, 'Nobody', 7`,
    `'east', 9, '"x"', 0`,
  ],
}

/** Statements that put the golden datasets into an engine. */
export function goldenStatements(): readonly string[] {
  return Object.entries(goldenSources).flatMap(([id, { schema, digest }]) => {
    const table = quoteName(sourceTableName(digest))
    const columns = schema.map(({ name, type }) => `${quoteName(name)} ${type}`)
    return [
      `CREATE TABLE ${table} (${columns.join(', ')})`,
      ...(rows[id] ?? []).map((row) => `INSERT INTO ${table} VALUES (${row})`),
    ]
  })
}
