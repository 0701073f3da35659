import { describe, expect, test } from 'vitest'
import { readTableFile } from './read-table-file.ts'
import { tableLimits } from './table-limits.ts'
import { readTyped } from './testing/read-typed.ts'

const day = (text: string) => Date.parse(text) / 86_400_000

describe('Delimited text', () => {
  test('types are found over the whole column, not over its beginning', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => `${at},${at},2024-01-0${(at % 9) + 1}`)
    const table = await readTyped('a.csv', `id,mixed,day\n${rows.join('\n')}\n9,2.5,2024-02-01\n`)
    expect(table.types).toEqual({ id: 'BIGINT', mixed: 'DOUBLE', day: 'DATE' })
    expect(table.rows).toBe(3_001)
    expect(table.values['day']?.at(-1)).toBe(day('2024-02-01'))
    expect(table.problemCount).toBe(0)
  })

  test('one wrong cell among many is listed with its row and text, and kept once the column is text', async () => {
    const text = 'city,beds\nA,1\nB,2\nC,about 3\nD,4\nE,5\nF,6\n'
    const table = await readTyped('a.csv', text)
    expect(table.types['beds']).toBe('BIGINT')
    expect(table.problems).toEqual([{ code: 'unfit', row: 4, column: 1, text: 'about 3' }])
    expect(table.values['beds']?.[2]).toBeNull()
    const kept = await readTyped('a.csv', text, { types: { beds: 'VARCHAR' } })
    expect(kept.values['beds']?.[2]).toBe('about 3')
    expect(kept.problems).toEqual([])
  })

  test.each([
    [';', 'a;b\n1;"x;y"\n'],
    ['\t', 'a\tb\n1\tx;y\n'],
    ['|', 'a|b\n1|x;y\n'],
    [',', 'a,b\n1,"x;y"\n'],
  ])('the delimiter %j is found', async (delimiter, text) => {
    const table = await readTyped('a.csv', text)
    expect(table.reading.delimiter).toBe(delimiter)
    expect(table.values).toEqual({ a: [1n], b: ['x;y'] })
  })

  test('quoted cells hold delimiters, line ends and quotes; line ends may be of either kind', async () => {
    const table = await readTyped('a.csv', 'a,b\r\n"one\ntwo","say ""so"""\r\n,\r\n', {
      answers: { header: true },
    })
    expect(table.values).toEqual({ a: ['one\ntwo', null], b: ['say "so"', null] })
  })

  test.each([
    ['utf-8', [0xef, 0xbb, 0xbf, 0xe5, 0x9f, 0x8e, 0x2c, 0x62, 0x0a, 0xe5, 0x9f, 0x8e, 0x2c, 0x31]],
    ['gb18030', [0xb3, 0xc7, 0x2c, 0x62, 0x0a, 0xb3, 0xc7, 0x2c, 0x31]],
    ['utf-16le', [0xff, 0xfe, 0xce, 0x57, 0x2c, 0, 0x62, 0, 0x0a, 0, 0xce, 0x57, 0x2c, 0, 0x31, 0]],
    ['utf-16be', [0xfe, 0xff, 0x57, 0xce, 0, 0x2c, 0, 0x62, 0, 0x0a, 0x57, 0xce, 0, 0x2c, 0, 0x31]],
  ])('%s is recognised and leaves no mark in the first name', async (encoding, bytes) => {
    const table = await readTyped('a.csv', Uint8Array.from(bytes))
    expect(table.reading.encoding).toBe(encoding)
    expect(table.values).toEqual({ 城: ['城'], b: [1n] })
  })

  test('an encoding that is said wins, and one that does not fit is refused', async () => {
    const bytes = Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a])
    const table = await readTyped('a.csv', bytes, { answers: { encoding: 'windows-1252' } })
    expect(table.values).toEqual({ a: ['é'] })
    const refused = await readTableFile({ name: 'a.csv', bytes }, { encoding: 'utf-8' })
    expect(refused).toMatchObject({ failure: { code: 'table-file.not-text' } })
  })

  test('rows too short or too long are told, and what is over gets columns of its own', async () => {
    const table = await readTyped('a.csv', 'a,b\n1,2\n3\n4,5,six\n')
    expect(table.values).toEqual({
      a: [1n, 3n, 4n],
      b: [2n, null, 5n],
      column_3: [null, null, 'six'],
    })
    expect(table.problems.map(({ code, row }) => [code, row])).toEqual([
      ['row-short', 3],
      ['row-long', 4],
    ])
  })

  test('a quote that is never closed is told', async () => {
    const table = await readTyped('a.csv', 'a,b\n1,"open\n2,x\n')
    expect(table.values['b']).toEqual(['open\n2,x\n'])
    expect(table.problems).toMatchObject([{ code: 'quote-open', row: 2 }])
  })

  test('a first row of values is no header, and a header can be said', async () => {
    expect((await readTyped('a.csv', '1,x\n2,y\n')).values).toEqual({
      column_1: [1n, 2n],
      column_2: ['x', 'y'],
    })
    const said = await readTyped('a.csv', 'x,y\nz,w\n', { answers: { header: false } })
    expect(said.values).toEqual({ column_1: ['x', 'z'], column_2: ['y', 'w'] })
  })

  test('names are made sound: none empty, none twice whatever the case', async () => {
    const table = await readTyped('a.csv', 'a,A,,b\n1,2,3,4\n')
    expect(Object.keys(table.values)).toEqual(['a', 'A_2', 'column_3', 'b'])
  })

  test.each([
    ['codes keep their zeros', ['007', '012'], 'VARCHAR'],
    ['whole numbers past 64 bits stay exact', ['1', '18446744073709551616'], 'DECIMAL(38,0)'],
    ['thousands separators', ['1,234', '12'], 'BIGINT'],
    ['yes and no', ['是', '否', 'TRUE'], 'BOOLEAN'],
    ['moments with and without a zone', ['2024-01-01T10:00:00Z', '2024-01-01 10:00'], 'TIMESTAMP'],
    ['Chinese dates', ['2024年1月2日', '2024/3/4'], 'DATE'],
    ['dates whose order is in doubt stay text', ['01/02/2024', '02/03/2024'], 'VARCHAR'],
    ['days that do not exist stay text', ['2024-02-30', '2023-02-29'], 'VARCHAR'],
    ['nothing but gaps', ['', 'NA'], 'VARCHAR'],
    ['gaps in words', ['1', 'N/A', '3'], 'BIGINT'],
  ])('%s', async (_, cells, type) => {
    const text = cells.map((cell) => `x;"${cell}"`).join('\n')
    const table = await readTyped('a.csv', `n;v\n${text}\n`, { answers: { header: true } })
    expect(table.types['v']).toBe(type)
    expect(table.problemCount).toBe(0)
  })

  test('values are exact: microseconds, zones and decimals', async () => {
    const table = await readTyped(
      'a.csv',
      'at,amount\n2024-01-01T01:00:00.123456+01:00,1234.5\n1969-12-31 23:59:59.999999,-0.05\n',
      { types: { amount: 'DECIMAL(18,2)' } },
    )
    const midnight = BigInt(Date.parse('2024-01-01')) * 1000n
    expect(table.values).toEqual({ at: [midnight + 123_456n, -1n], amount: [123_450n, -5n] })
  })

  test('a decimal that would be rounded is a problem, not a rounding', async () => {
    const table = await readTyped('a.csv', 'amount\n1.005\n', {
      types: { amount: 'DECIMAL(18,2)' },
    })
    expect(table.values['amount']).toEqual([null])
    expect(table.problems).toMatchObject([{ code: 'unfit', text: '1.005' }])
  })

  test.each([
    ['too-large', { bytes: 10 }],
    ['too-many-rows', { rows: 2 }],
    ['too-many-columns', { columns: 1 }],
    ['too-many-cells', { cells: 3 }],
  ])('past the limits it is refused: %s', async (what, limit) => {
    const bytes = new TextEncoder().encode('a,b\n1,2\n3,4\n5,6\n')
    const options = { limits: { ...tableLimits, ...limit } }
    const refused = await readTableFile({ name: 'a.csv', bytes }, {}, options)
    expect(refused).toMatchObject({ ok: false, failure: { code: `table-file.${what}` } })
  })

  test.each([
    ['', 'empty'],
    ['a,b\n', 'empty'],
    ['\0\u0001\u0002', 'not-text'],
  ])('a file without rows of text is refused: %j', async (text, what) => {
    const refused = await readTableFile({ name: 'a.csv', bytes: new TextEncoder().encode(text) })
    expect(refused).toMatchObject({ failure: { code: `table-file.${what}` } })
  })

  test('an abort ends the reading with its reason', async () => {
    const bytes = new TextEncoder().encode('a\n1\n')
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(readTableFile({ name: 'a.csv', bytes }, {}, { signal })).rejects.toThrow('enough')
  })
})
