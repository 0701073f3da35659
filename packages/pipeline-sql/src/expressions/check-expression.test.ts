import { describe, expect, test } from 'vitest'
import { checkExpression } from './check-expression.ts'

const hostile = 'a" FROM x; DROP TABLE y --'
const schema = [
  { name: 'price', type: 'DECIMAL(10,2)' },
  { name: '数量', type: 'INTEGER' },
  { name: hostile, type: 'VARCHAR' },
]

const codeOf = (text: string) => {
  const checked = checkExpression(text, schema)
  return checked.ok ? checked.value.sql : { code: checked.problem.code, ...checked.problem.args }
}

describe('expressions', () => {
  test('[EXPR-3] an unknown column is told with its position and the closest name', () => {
    expect(codeOf('1 + prize')).toEqual({
      code: 'expression.column-missing',
      column: 'prize',
      closest: 'price',
      position: 5,
    })
  })

  test('[EXPR-4] an unknown function is told with the closest name', () => {
    expect(codeOf('rond(price)')).toMatchObject({
      code: 'expression.function-missing',
      closest: 'round',
    })
  })

  test('[EXPR-5] columns are found whatever their letter case, and in any script', () => {
    expect(codeOf('PRICE')).toBe('"price"')
    expect(codeOf('数量')).toBe('"数量"')
  })

  test('[EXPR-6] quotes in names and texts stay inside their quotes', () => {
    expect(codeOf(`"${hostile.replaceAll('"', '""')}"`)).toBe(`"${hostile.replaceAll('"', '""')}"`)
    expect(codeOf("'x''; DROP TABLE y --'")).toBe("'x''; DROP TABLE y --'")
  })

  test.each([
    'price; DROP TABLE x',
    'price -- comment',
    'price /* comment */',
    '(SELECT 1)',
    "read_csv('/etc/passwd')",
    "getenv('HOME')",
    'random()',
    'price::varchar',
    'cast(price as varchar) FROM x',
    'cast(price as struct(a int))',
    "'unclosed",
    '$$text$$',
    "E'\\''",
    'price[1]',
    'price.x',
    "date_trunc('month'') --', price)",
    "strftime(date '2024-01-01', '%Q')",
    '__proto__',
    'constructor(1)',
    "date '2024-02-30'",
    '(((((',
    '',
  ])('[EXPR-7] refuses %s', (text) => {
    expect(checkExpression(text, schema).ok).toBe(false)
  })

  test('[EXPR-8] deep and endless texts are refused, not run out of stack', () => {
    expect(checkExpression('('.repeat(5000), schema).ok).toBe(false)
    expect(checkExpression('-'.repeat(5000) + '1', schema).ok).toBe(false)
    expect(checkExpression('1' + '+1'.repeat(5000), schema).ok).toBe(false)
    expect(checkExpression('not '.repeat(4000) + 'true', schema).ok).toBe(false)
  })
})
