import type { OrderTerm, Query, Value } from './sql-tree.ts'
import { parseCall } from './parse-call.ts'
import { parseInterval, parseType } from './parse-type.ts'
import type { TokenCursor } from './token-cursor.ts'

const spelled: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' }

/** Reads values; a query inside a value is read by whoever reads queries. */
export class ValueParser {
  readonly cursor: TokenCursor
  readonly query: () => Query

  constructor(cursor: TokenCursor, query: () => Query) {
    this.cursor = cursor
    this.query = query
  }

  value(): Value {
    return this.either('OR', () => this.either('AND', () => this.negation()))
  }

  order(): OrderTerm {
    const value = this.value()
    const descending = this.cursor.take('DESC')
    if (!descending) this.cursor.take('ASC')
    // The engine's own default: empty ones last, whichever the direction.
    const nullsFirst = this.cursor.take('NULLS', 'FIRST')
    if (!nullsFirst) this.cursor.take('NULLS', 'LAST')
    return { value, descending, nullsFirst }
  }

  private either(word: 'OR' | 'AND', read: () => Value): Value {
    let left = read()
    while (this.cursor.take(word)) left = { kind: 'binary', operator: word, left, right: read() }
    return left
  }

  private negation(): Value {
    if (this.cursor.isAt('NOT', 'EXISTS') || !this.cursor.take('NOT')) return this.comparison()
    return { kind: 'unary', operator: 'not', operand: this.negation() }
  }

  private comparison(): Value {
    let left = this.sum()
    for (;;) {
      const next = this.compareOnce(left)
      if (next === left) return left
      left = next
    }
  }

  private compareOnce(left: Value): Value {
    for (const sign of ['=', '==', '<>', '!=', '<=', '>=', '<', '>']) {
      if (!this.cursor.takeSign(sign)) continue
      return { kind: 'binary', operator: spelled[sign] ?? sign, left, right: this.sum() }
    }
    if (this.cursor.take('IS')) return this.is(left)
    return this.compareInWords(left)
  }

  private compareInWords(left: Value): Value {
    const negated =
      ['BETWEEN', 'IN', 'LIKE', 'ILIKE'].some((word) => this.cursor.isAt('NOT', word)) &&
      this.cursor.take('NOT')
    if (this.cursor.take('BETWEEN')) {
      const low = this.sum()
      this.cursor.need('AND')
      return { kind: 'between', negated, operand: left, low, high: this.sum() }
    }
    if (this.cursor.take('IN')) return this.oneOf(left, negated)
    const exact = this.cursor.take('LIKE')
    if (!exact && !this.cursor.take('ILIKE')) return left
    const pattern = this.sum()
    if (this.cursor.isAt('ESCAPE')) this.cursor.fail()
    return { kind: 'like', negated, exact, operand: left, pattern }
  }

  private is(operand: Value): Value {
    const negated = this.cursor.take('NOT')
    if (this.cursor.take('DISTINCT', 'FROM')) {
      const operator = negated ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM'
      return { kind: 'binary', operator, left: operand, right: this.sum() }
    }
    const what = (['NULL', 'TRUE', 'FALSE'] as const).find((word) => this.cursor.take(word))
    return what ? { kind: 'is', what, negated, operand } : this.cursor.fail()
  }

  private oneOf(operand: Value, negated: boolean): Value {
    const options = this.cursor.inBrackets(() =>
      this.cursor.isAt('SELECT') || this.cursor.isAt('WITH')
        ? this.query()
        : this.cursor.list(() => this.value()),
    )
    return { kind: 'in', negated, operand, options }
  }

  private leftToRight(signs: readonly string[], read: () => Value): Value {
    let left = read()
    for (;;) {
      const operator = signs.find((sign) => this.cursor.takeSign(sign))
      if (operator === undefined) return left
      left = { kind: 'binary', operator, left, right: read() }
    }
  }

  private sum(): Value {
    return this.leftToRight(['||'], () =>
      this.leftToRight(['+', '-'], () =>
        this.leftToRight(['*', '//', '/', '%'], () => this.signed()),
      ),
    )
  }

  private signed(): Value {
    if (this.cursor.takeSign('+')) return this.signed()
    if (!this.cursor.takeSign('-')) return this.postfix(this.primary())
    return { kind: 'unary', operator: '-', operand: this.signed() }
  }

  private postfix(operand: Value): Value {
    if (this.cursor.takeSign('::'))
      return this.postfix({ kind: 'cast', operand, type: parseType(this.cursor), tries: false })
    if (!this.cursor.takeSign('[')) return operand
    const from = this.cursor.isSign(':') ? null : this.value()
    if (!this.cursor.takeSign(':')) {
      this.cursor.needSign(']')
      return this.postfix({ kind: 'slice', operand, from, to: from })
    }
    const to = this.cursor.isSign(']') ? null : this.value()
    this.cursor.needSign(']')
    return this.postfix({ kind: 'slice', operand, from, to })
  }

  private primary(): Value {
    const { kind, value } = this.cursor.peek()
    if (kind === 'number') {
      this.cursor.next()
      return { kind: 'number', text: value.replaceAll('_', '') }
    }
    if (kind === 'text') {
      this.cursor.next()
      return { kind: 'text', value }
    }
    if (kind === 'name') return this.reference()
    return kind === 'word' ? this.worded(value.toUpperCase()) : this.bracketed()
  }

  private bracketed(): Value {
    if (this.cursor.takeSign('[')) {
      const items = this.cursor.isSign(']') ? [] : this.cursor.list(() => this.value())
      this.cursor.needSign(']')
      return { kind: 'list', items }
    }
    if (this.cursor.takeSign('*')) return this.star(null)
    return this.cursor.inBrackets((): Value => {
      const isQuery = this.cursor.isAt('SELECT') || this.cursor.isAt('WITH')
      return isQuery ? { kind: 'query', query: this.query(), exists: false } : this.value()
    })
  }

  private star(table: string | null): Value {
    const excludes = this.cursor.take('EXCLUDE')
    const one = () => [this.cursor.name()]
    const many = () => this.cursor.inBrackets(() => this.cursor.list(() => this.cursor.name()))
    const exclude = excludes ? (this.cursor.isSign('(') ? many() : one()) : []
    if (this.cursor.isAt('REPLACE') || this.cursor.isAt('RENAME')) this.cursor.fail()
    return { kind: 'star', table, exclude }
  }

  private worded(word: string): Value {
    const text = this.cursor.peek(1).kind === 'text'
    if (['DATE', 'TIMESTAMP', 'TIME'].includes(word) && text) {
      this.cursor.next()
      const operand: Value = { kind: 'text', value: this.cursor.next().value }
      return { kind: 'cast', operand, type: word, tries: false }
    }
    if (this.cursor.take('NULL')) return { kind: 'null' }
    if (this.cursor.take('TRUE')) return { kind: 'boolean', value: true }
    if (this.cursor.take('FALSE')) return { kind: 'boolean', value: false }
    if (this.cursor.take('INTERVAL')) return parseInterval(this.cursor)
    if (this.cursor.take('CASE')) return this.cases()
    return this.wordedMore(word)
  }

  private wordedMore(word: string): Value {
    const { cursor } = this
    if ((word === 'CAST' || word === 'TRY_CAST') && cursor.isSign('(', 1)) {
      cursor.next()
      return cursor.inBrackets((): Value => {
        const operand = this.value()
        cursor.need('AS')
        return { kind: 'cast', operand, type: parseType(cursor), tries: word === 'TRY_CAST' }
      })
    }
    const negated = cursor.take('NOT')
    if (cursor.take('EXISTS')) {
      const query = cursor.inBrackets(() => this.query())
      const exists: Value = { kind: 'query', query, exists: true }
      return negated ? { kind: 'unary', operator: 'not', operand: exists } : exists
    }
    if (cursor.take('LAMBDA')) {
      const parameter = cursor.name()
      cursor.needSign(':')
      return { kind: 'lambda', parameter, body: this.value() }
    }
    return cursor.isSign('(', 1) ? parseCall(this) : this.reference()
  }

  private cases(): Value {
    const { cursor } = this
    const subject = cursor.isAt('WHEN') ? null : this.value()
    const branches: { when: Value; then: Value }[] = []
    while (cursor.take('WHEN')) {
      const when = this.value()
      cursor.need('THEN')
      branches.push({ when, then: this.value() })
    }
    const otherwise = cursor.take('ELSE') ? this.value() : null
    cursor.need('END')
    return { kind: 'case', subject, branches, otherwise }
  }

  private reference(): Value {
    const name = this.cursor.name()
    if (!this.cursor.takeSign('.')) return { kind: 'column', table: null, name }
    if (this.cursor.takeSign('*')) return this.star(name)
    const column = this.cursor.name()
    if (this.cursor.isSign('.')) this.cursor.fail()
    return { kind: 'column', table: name, name: column }
  }
}
