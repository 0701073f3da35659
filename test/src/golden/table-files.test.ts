import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import {
  chooseColumns,
  readingPace,
  readTableFile,
  tableLimits,
  typeTable,
  writeArrow,
} from '@weft/table-files'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const packs = join(import.meta.dirname, '../../../sandbox/packs')
const pace = readingPace(undefined, () => undefined)

async function readTyped(path: string) {
  const bytes = new Uint8Array(await readFile(path))
  const raw = await readTableFile({ name: path, bytes })
  if (!raw.ok) throw new Error(raw.failure.code, { cause: raw.failure })
  const typed = await typeTable(raw.value, await chooseColumns(raw.value, pace), pace)
  if (!typed.ok) throw new Error(typed.failure.code)
  return typed.value
}

const csvFiles = (await readdir(packs, { recursive: true })).filter((path) => path.endsWith('.csv'))

describe('Table files as other programs write them', () => {
  let folder: string
  let connection: DuckDBConnection

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weft-tables-'))
    connection = await (await DuckDBInstance.create(':memory:')).connect()
  })
  afterAll(async () => {
    connection.closeSync()
    await rm(folder, { recursive: true, force: true })
  })

  async function write(sql: string, name: string, options: string): Promise<string> {
    const path = join(folder, name)
    await connection.run(`COPY (${sql}) TO '${path}' (${options})`)
    return path
  }

  const everyType = `
    SELECT i AS id,
      i % 3 = 0 AS flag,
      9007199254740993 + i AS whole,
      CAST(18446744073709551615 - i AS UBIGINT) AS unsigned,
      i / 7.0::DOUBLE AS real,
      CAST(i * -1.23 AS DECIMAL(9,2)) AS small_amount,
      CAST(i * -1.23 AS DECIMAL(38,10)) AS large_amount,
      DATE '1899-12-31' + CAST(i AS INTEGER) AS day,
      TIMESTAMP '1969-12-31 23:59:59.999999' + INTERVAL (i) MICROSECOND AS moment,
      CASE WHEN i % 5 = 0 THEN NULL ELSE '城 ' || i END AS label
    FROM range(2500) t(i)`

  test.each(['snappy', 'zstd', 'gzip', 'lz4_raw', 'brotli', 'uncompressed'])(
    'Parquet of every type, packed with %s, reads exactly what was written',
    async (codec) => {
      const options = `FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048`
      const table = await readTyped(await write(everyType, `every-${codec}.parquet`, options))
      expect(table.schema.map(({ type }) => type)).toEqual([
        'BIGINT',
        'BOOLEAN',
        'BIGINT',
        'DECIMAL(20,0)',
        'DOUBLE',
        'DECIMAL(9,2)',
        'DECIMAL(38,10)',
        'DATE',
        'TIMESTAMP',
        'VARCHAR',
      ])
      const asText = `SELECT id, flag, whole, unsigned, real,
        CAST(small_amount * 100 AS BIGINT), CAST(large_amount * 100 AS BIGINT) * 100000000,
        CAST(day - DATE '1970-01-01' AS BIGINT), epoch_us(moment), label FROM (${everyType}) ORDER BY id`
      const expected = (await connection.runAndReadAll(asText)).getRows()
      const written = (value: string | number | bigint | boolean | null | undefined) =>
        value === null ? null : String(value)
      const rows = Array.from({ length: table.rows }, (_, row) =>
        table.columns.map((column) => written(column[row])),
      )
      expect(rows).toEqual(expected.map((row) => row.map((cell) => written(cell as string | null))))
      expect(table.problemCount).toBe(0)
      expect(writeArrow(table).length).toBeGreaterThan(100_000)
    },
  )

  test('a Parquet file cut short, or with bytes changed, is refused and never read as something else', async () => {
    const path = await write(everyType, 'cut.parquet', 'FORMAT parquet')
    const whole = new Uint8Array(await readFile(path))
    for (const bytes of [whole.slice(0, -30), whole.slice(0, 500)]) {
      const refused = await readTableFile({ name: 'cut.parquet', bytes })
      expect(refused).toMatchObject({ ok: false, failure: { code: 'table-file.broken' } })
    }
  })

  test('a Parquet file that unpacks past the limit is refused', async () => {
    const sql = "SELECT repeat('0', 1000) || (i % 2) AS a FROM range(10000) t(i)"
    const path = await write(sql, 'bomb.parquet', 'FORMAT parquet, COMPRESSION zstd')
    const limits = { ...tableLimits, unpackedBytes: 200 }
    const bytes = new Uint8Array(await readFile(path))
    const refused = await readTableFile({ name: path, bytes }, {}, { limits })
    expect(refused).toMatchObject({ failure: { code: 'table-file.unpacks-too-large' } })
  })

  test('nested columns of Parquet stay readable as JSON text', async () => {
    const sql = "SELECT {'a': 1, 'b': ['x', 'y']} AS inner_part, [1, 2] AS items, 7 AS last_one"
    const table = await readTyped(await write(sql, 'nested.parquet', 'FORMAT parquet'))
    expect(table.columns).toEqual([['{"a":1,"b":["x","y"]}'], ['[1,2]'], [7n]])
  })

  test.each(csvFiles)('%s has the rows and columns the native engine finds', async (file) => {
    const path = join(packs, file)
    const table = await readTyped(path)
    const native = await connection.runAndReadAll(
      `FROM read_csv('${path}', header=true, sample_size=-1)`,
    )
    expect(table.schema.map(({ name }) => name)).toEqual(native.columnNames())
    expect(table.rows).toBe(native.currentRowCount)
    const nulls = (values: readonly unknown[]) => values.filter((value) => value === null).length
    const unread = table.problemsByColumn
    const found = table.columns.map((values, index) => nulls(values) - (unread[index] ?? 0))
    const words = await Promise.all(
      table.schema.map(async ({ name, type }) => {
        const column = `"${name.replaceAll('"', '""')}"`
        const isWord =
          type === 'VARCHAR' ? 'FALSE' : `lower(${column}) IN ('na','n/a','null','nan','none')`
        const counted = await connection.runAndReadAll(
          `SELECT count(*) FROM read_csv('${path}', header=true, all_varchar=true) WHERE ${column} IS NULL OR ${column} = '' OR ${isWord}`,
        )
        return Number(counted.getRows()[0]?.[0])
      }),
    )
    expect(found).toEqual(words)
  })
})
