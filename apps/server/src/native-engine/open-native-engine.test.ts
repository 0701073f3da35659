import { tableFromIPC } from '@uwdata/flechette'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openNativeEngine, profileTable, runNative, type NativeEngine } from './index.ts'

describe('the native engine', () => {
  let engine: NativeEngine
  let folder: string

  beforeEach(async () => {
    engine = await openNativeEngine({ memoryLimitMb: 256, timeoutMs: 500 })
    folder = await mkdtemp(join(tmpdir(), 'weft-engine-'))
  })
  afterEach(async () => {
    engine.dispose()
    await rm(folder, { recursive: true, force: true })
  })

  const csv = async (text: string): Promise<string> => {
    const path = join(folder, "it's.csv")
    await writeFile(path, text)
    return path
  }

  test('reads a CSV file with the types it is told', async () => {
    const path = await csv('a,"b ""x""",c\n1,2001-01-02,\n2,,1.5\n')
    const columns = [
      { name: 'a', type: 'INTEGER' },
      { name: 'b "x"', type: 'DATE' },
      { name: 'c', type: 'DOUBLE' },
    ]
    expect(await engine.loadCsv('t', path, columns)).toEqual({ ok: true, value: columns })
    const result = await engine.run('SELECT * FROM t')
    expect(result.ok && result.value.rows).toEqual([
      [1, '2001-01-02', null],
      [2, null, 1.5],
    ])
  })

  test('finds out the types of a CSV file', async () => {
    const path = await csv('n,d,at,flag,word\n1,2001-01-02,2001-01-02 03:04:05,true,x\n')
    const loaded = await engine.loadCsv('t', path, null)
    expect(loaded.ok && loaded.value.map(({ type }) => type)).toEqual([
      'BIGINT',
      'DATE',
      'TIMESTAMP',
      'BOOLEAN',
      'VARCHAR',
    ])
  })

  test('says why a file is no table, and keeps the path of the server to itself', async () => {
    const path = await csv('a,b\n1,2\n1,2,3,4\n"')
    const loaded = await engine.loadCsv('t', path, [{ name: 'a', type: 'INTEGER' }])
    expect(loaded).toMatchObject({ ok: false, failure: { code: 'upload.not-csv' } })
    expect(JSON.stringify(loaded)).not.toContain(folder)
  })

  test('writes Arrow with exact types', async () => {
    const result = await engine.toArrow(
      `SELECT 'x' AS s, 1::INTEGER AS i, 9007199254740993 AS b, 0.5::DOUBLE AS f, DATE '1969-12-31' AS d,
       TIMESTAMP '2001-02-03 04:05:06.123457' AS t, true AS y, 1.25::DECIMAL(10,2) AS m, 7::HUGEINT AS h,
       INTERVAL 3 DAY AS odd, NULL::INTEGER AS nothing`,
    )
    if (!result.ok) throw new Error(result.failure.code)
    expect(result.value.schema.map(({ type }) => type)).toEqual([
      'VARCHAR',
      'INTEGER',
      'BIGINT',
      'DOUBLE',
      'DATE',
      'TIMESTAMP',
      'BOOLEAN',
      'DECIMAL(10,2)',
      'DECIMAL(38,0)',
      'VARCHAR',
      'INTEGER',
    ])
    const back = tableFromIPC(result.value.bytes, { useBigInt: true })
    expect(back.get(0)).toMatchObject({ s: 'x', i: 1, b: 9007199254740993n, f: 0.5, y: true })
    expect(back.get(0)).toMatchObject({ odd: '3 days', nothing: null })
  })

  test('writes Arrow for a result without rows', async () => {
    const result = await engine.toArrow(`SELECT 1::INTEGER AS i, 'x' AS s WHERE false`)
    if (!result.ok) throw new Error(result.failure.code)
    const back = tableFromIPC(result.value.bytes)
    expect([back.numRows, back.names]).toEqual([0, ['i', 's']])
  })

  test('reaches no file once it is locked, and cannot be unlocked', async () => {
    const path = await csv('a\n1\n')
    await engine.lock()
    for (const sql of [
      `SELECT * FROM read_csv('${path.replaceAll("'", "''")}')`,
      `COPY (SELECT 1) TO '${folder}/out.csv'`,
      'SET enable_external_access=true',
      'INSTALL httpfs',
      `ATTACH '${folder}/other.db'`,
    ]) {
      expect(await engine.run(sql)).toMatchObject({ ok: false, failure: { code: 'engine.failed' } })
    }
  })

  test('stops a statement that runs too long, and lives on', async () => {
    const endless =
      'SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range % 7 = b.range'
    expect(await engine.run(endless)).toMatchObject({
      ok: false,
      failure: { code: 'engine.took-too-long' },
    })
    expect((await engine.run('SELECT 1')).ok).toBe(true)
  })

  test('profiles columns: missing, distinct, range and bars', async () => {
    const path = await csv('n,w\n1,a\n2,a\n,b\n13,c\n')
    const loaded = await engine.loadCsv('t', path, null)
    if (!loaded.ok) throw new Error(loaded.failure.code)
    const [n, w] = await profileTable(engine, 't', loaded.value)
    expect(n).toMatchObject({ nulls: 1, distinct: 3, min: '1', max: '13' })
    expect(n?.bars.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(w?.bars[0]).toEqual({ label: 'a', count: 2 })
  })

  test('runs a whole pipeline over CSV files', async () => {
    const path = await csv('k,v\nx,1\nx,2\ny,5\n')
    const columns = [
      { name: 'k', type: 'VARCHAR' },
      { name: 'v', type: 'INTEGER' },
    ]
    const results = await runNative(
      { memoryLimitMb: 128 },
      [{ table: 'd_1', csvPath: path, columns }],
      [
        {
          table: 'w_1',
          sql: 'SELECT k, CAST(sum(v) AS BIGINT) AS total FROM d_1 GROUP BY k ORDER BY k',
        },
      ],
      ['w_1'],
    )
    if (!results.ok) throw new Error(JSON.stringify(results.failure))
    expect(tableFromIPC(results.value.w_1?.bytes ?? new Uint8Array()).toArray()).toEqual([
      { k: 'x', total: 3 },
      { k: 'y', total: 5 },
    ])
  })
})
