import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readTableFile } from './read-table-file.ts'
import { tableLimits } from './table-limits.ts'
import { makeXlsx } from './testing/make-xlsx.ts'
import { readTyped } from './testing/read-typed.ts'

const texts = [
  '<si><t>name</t></si>',
  '<si><r><t>a &amp; </t></r><r><t>b</t></r><rPh><t>spoken</t></rPh></si>',
]
const head =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>day</v></c><c r="C1" t="inlineStr"><is><t>sum</t></is></c><c r="D1" t="str"><v>ok</v></c></row>'

describe('Excel workbooks', () => {
  test('shared, inline and rich texts, dates, formulas with a value, booleans and gaps', async () => {
    const rows = `${head}
      <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45292</v></c><c r="C3" s="3"><f>1+1</f><v>2.5000000000000001E1</v></c><c r="D3" t="b"><v>1</v></c></row>
      <row r="4"><c r="B4" s="1"><v>60.999999999</v></c><c r="D4" t="b"><v>0</v></c></row>`
    const table = await readTyped('a.xlsx', makeXlsx({ rows, texts }))
    expect(table.types).toEqual({ name: 'VARCHAR', day: 'DATE', sum: 'BIGINT', ok: 'BOOLEAN' })
    expect(table.values).toEqual({
      name: ['a & b', null],
      day: [19_723, -25_508],
      sum: [25n, null],
      ok: [true, false],
    })
    expect(table.reading).toMatchObject({ sheet: 'Bücher & 书', sheets: ['Bücher & 书', 'Second'] })
  })

  test('moments are read to the millisecond', async () => {
    const rows =
      '<row><c t="str"><v>at</v></c></row><row><c s="2"><v>45292.520833333336</v></c></row>'
    const table = await readTyped('a.xlsx', makeXlsx({ rows }))
    const noon = BigInt(Date.parse('2024-01-01T12:30:00Z')) * 1000n
    expect([table.types, table.values]).toEqual([{ at: 'TIMESTAMP' }, { at: [noon] }])
  })

  test('error cells and formulas nobody worked out are told by row and column', async () => {
    const rows = `${head}<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c><c r="C2"><f>NOW()</f></c><c r="D2" t="b"><v>1</v></c></row>`
    const table = await readTyped('a.xlsx', makeXlsx({ rows, texts }))
    expect(table.problems).toEqual([
      { code: 'excel-error', row: 2, column: 0, text: '#DIV/0!' },
      { code: 'formula-empty', row: 2, column: 2, text: '' },
    ])
  })

  test('another sheet can be said, and one that is not there is refused', async () => {
    const book = makeXlsx({ rows: head, texts })
    const second = await readTyped('a.xlsx', book, { answers: { sheet: 'Second' } })
    expect(second.values).toEqual({ only: [7n] })
    const refused = await readTableFile({ name: 'a.xlsx', bytes: book }, { sheet: 'Third' })
    expect(refused).toMatchObject({ failure: { code: 'table-file.sheet-missing' } })
  })

  test('an archive that unpacks to far more than it weighs is refused while it is unpacked', async () => {
    const book = makeXlsx({ rows: `<row><c t="str"><v>${'0'.repeat(40_000_000)}</v></c></row>` })
    expect(book.length).toBeLessThan(100_000)
    const limits = { ...tableLimits, unpackedBytes: 1_000_000 }
    const refused = await readTableFile({ name: 'a.xlsx', bytes: book }, {}, { limits })
    expect(refused).toMatchObject({ failure: { code: 'table-file.unpacks-too-large' } })
  })

  test('an archive that lies about its size is counted by what comes out', async () => {
    const book = makeXlsx({ rows: `<row><c t="str"><v>${'0'.repeat(4_000_000)}</v></c></row>` })
    const view = new DataView(book.buffer, book.byteOffset, book.byteLength)
    for (let at = 0; at < book.length - 46; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    }
    const limits = { ...tableLimits, unpackedBytes: 1_000_000 }
    const refused = await readTableFile({ name: 'a.xlsx', bytes: book }, {}, { limits })
    expect(refused).toMatchObject({ failure: { code: 'table-file.unpacks-too-large' } })
  })

  test('entities people declare are not resolved, so none can grow', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    const rows = `${bomb}<row><c t="str"><v>head</v></c></row><row><c t="str"><v>&a;&lt;</v></c></row>`
    const table = await readTyped('a.xlsx', makeXlsx({ rows }))
    expect(table.values).toEqual({ head: ['&a;<'] })
  })

  const whole = makeXlsx({ rows: head, texts })
  test.each([
    ['cut short', whole.slice(0, -40), 'broken'],
    ['cut early', whole.slice(0, 100), 'broken'],
    ['no workbook', zipSync({ 'a.txt': Uint8Array.of(1) }), 'unknown-format'],
    [
      'half a sheet',
      makeXlsx({ rows: '', more: { 'xl/worksheets/sheet1.xml': '<worksheet><row>' } }),
      'broken',
    ],
    [
      'a far column',
      makeXlsx({ rows: '<row><c r="XFD1" t="str"><v>x</v></c></row>' }),
      'too-many-columns',
    ],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1), 'old-excel'],
    ['text by that name', new TextEncoder().encode('a,b\n1,2\n'), 'broken'],
  ])('a hostile or foreign file is refused: %s', async (_, bytes, what) => {
    const refused = await readTableFile({ name: 'a.xlsx', bytes })
    expect(refused).toMatchObject({ failure: { code: `table-file.${what}` } })
  })
})
