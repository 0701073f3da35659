import { problem, type Problem } from '@weft/pipeline-model'
import { ExpressionFault } from './expression-fault.ts'
import {
  intervalUnits,
  type BinaryOperator,
  type CaseBranch,
  type Expression,
  type IntervalUnit,
} from './expression-tree.ts'
import { readTokens, type Token } from './read-tokens.ts'
import { TokenReader } from './token-reader.ts'

const reserved = new Set(
  'and or not between in is null like ilike case when then else end true false as'.split(' '),
)
const maxLength = 20_000
const maxDepth = 60
// The engine refuses expressions nested beyond 1000; each operator here may add two casts.
const maxOperators = 200

const comparisons: Readonly<Record<string, BinaryOperator>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** Reads tokens by precedence, loosest first: or, and, not, comparison, ||, + -, * / %, sign. */
class ExpressionReader extends TokenReader {
  private depth = 0
  private operators = 0

  whole(): Expression {
    const expression = this.or()
    const rest = this.peek()
    if (rest.kind !== 'end') this.fail('an operator')
    return expression
  }

  private join(operator: BinaryOperator, left: Expression, right: Expression): Expression {
    if (++this.operators > maxOperators) throw new ExpressionFault('too-deep', right.at)
    return { kind: 'binary', operator, left, right, at: left.at }
  }

  private or(): Expression {
    if (++this.depth > maxDepth) throw new ExpressionFault('too-deep', this.peek().at)
    let left = this.and()
    while (this.takeWord('or')) left = this.join('or', left, this.and())
    this.depth--
    return left
  }

  private and(): Expression {
    let left = this.not()
    while (this.takeWord('and')) left = this.join('and', left, this.not())
    return left
  }

  private not(): Expression {
    const { at } = this.peek()
    let count = 0
    while (this.takeWord('not')) count++
    let operand = this.comparison()
    if (count > maxDepth) throw new ExpressionFault('too-deep', at)
    for (; count > 0; count--) operand = { kind: 'not', operand, at }
    return operand
  }

  private comparison(): Expression {
    let left = this.concatenation()
    for (let count = 0; count < maxOperators; count++) {
      const next = this.comparisonAfter(left)
      if (!next) return left
      left = next
    }
    throw new ExpressionFault('too-deep', left.at)
  }

  private comparisonAfter(left: Expression): Expression | null {
    const token = this.peek()
    const operator = token.kind === 'sign' ? own(comparisons, token.value) : undefined
    const { at } = left
    if (operator) {
      this.position++
      return this.join(operator, left, this.concatenation())
    }
    if (this.takeWord('is')) {
      const negated = this.takeWord('not')
      this.needWord('null')
      return { kind: 'is-null', operand: left, negated, at }
    }
    return this.rangeAfter(left)
  }

  private rangeAfter(left: Expression): Expression | null {
    const { at } = left
    const negated = this.isWord('not')
    const word = this.peek(negated ? 1 : 0).value.toLowerCase()
    if (
      !['between', 'in', 'like', 'ilike'].includes(word) ||
      this.peek(negated ? 1 : 0).kind !== 'word'
    )
      return null
    this.position += negated ? 2 : 1
    if (word === 'between') {
      const low = this.concatenation()
      this.needWord('and')
      return { kind: 'between', operand: left, low, high: this.concatenation(), negated, at }
    }
    if (word === 'like' || word === 'ilike') {
      const pattern = this.concatenation()
      return { kind: 'like', exact: word === 'like', operand: left, pattern, negated, at }
    }
    this.needSign('(')
    return { kind: 'in', operand: left, options: this.list(), negated, at }
  }

  private list(): readonly Expression[] {
    const entries = [this.or()]
    while (this.takeSign(',')) entries.push(this.or())
    this.needSign(')')
    return entries
  }

  private chain(operators: readonly BinaryOperator[], inner: () => Expression): Expression {
    let left = inner()
    for (;;) {
      const operator = operators.find((candidate) => this.isSign(candidate))
      if (!operator) return left
      this.position++
      const isShift = ['+', '-'].includes(operator) && this.isInterval()
      left = isShift ? this.shift(left, operator) : this.join(operator, left, inner())
    }
  }

  private isInterval(): boolean {
    return this.isWord('interval') && ['number', 'text'].includes(this.peek(1).kind)
  }

  private shift(operand: Expression, operator: BinaryOperator): Expression {
    if (++this.operators > maxOperators) throw new ExpressionFault('too-deep', operand.at)
    this.position++
    const { value } = this.next()
    const unit = this.peek().value.toLowerCase().replace(/s$/, '')
    const isUnit = (word: string): word is IntervalUnit =>
      (intervalUnits as readonly string[]).includes(word)
    if (!/^-?\d{1,6}$/.test(value) || !isUnit(unit)) this.fail('a number and a unit of time')
    this.position++
    const count = operator === '-' ? -Number(value) : Number(value)
    return { kind: 'shift', operand, count, unit, at: operand.at }
  }

  private concatenation(): Expression {
    return this.chain(['||'], () =>
      this.chain(['+', '-'], () => this.chain(['*', '/', '%'], () => this.signed())),
    )
  }

  private signed(): Expression {
    const { at } = this.peek()
    let count = 0
    for (; this.isSign('-') || this.isSign('+'); this.position++) if (this.isSign('-')) count++
    if (count > maxDepth) throw new ExpressionFault('too-deep', at)
    let operand = this.primary()
    for (; count > 0; count--) operand = { kind: 'negate', operand, at }
    return operand
  }

  private primary(): Expression {
    const token = this.peek()
    if (token.kind === 'number') return this.number()
    if (token.kind === 'text') return { kind: 'text', value: this.next().value, at: token.at }
    if (token.kind === 'name') return { kind: 'column', name: this.next().value, at: token.at }
    if (token.kind === 'word') return this.wordExpression(token)
    if (token.kind === 'parameter')
      return { kind: 'parameter', name: this.next().value.slice(1), at: token.at }
    if (!this.takeSign('(')) this.fail('a value')
    const inner = this.or()
    this.needSign(')')
    return inner
  }

  private number(): Expression {
    const { value, at } = this.next()
    return { kind: /^\d+$/.test(value) ? 'integer' : 'decimal', value, at }
  }

  private wordExpression(token: Token): Expression {
    const word = token.value.toLowerCase()
    const { at } = token
    const constant = this.constant(word, at)
    if (constant) return constant
    if (this.takeWord('case')) return this.caseExpression(at)
    if (reserved.has(word)) this.fail('a value')
    this.position++
    if (!this.takeSign('(')) return { kind: 'column', name: token.value, at }
    if (word === 'cast') return this.cast(false, at)
    if (word === 'extract') return this.extract(at)
    return word === 'try_cast' ? this.cast(true, at) : this.call(word, at)
  }

  private extract(at: number): Expression {
    const part = this.next()
    this.needWord('from')
    const operand = this.or()
    this.needSign(')')
    const unit: Expression = { kind: 'text', value: part.value, at: part.at }
    return { kind: 'call', name: 'date_part', args: [unit, operand], at }
  }

  private constant(word: string, at: number): Expression | null {
    if (this.takeWord('true')) return { kind: 'boolean', value: true, at }
    if (this.takeWord('false')) return { kind: 'boolean', value: false, at }
    if (this.takeWord('null')) return { kind: 'null', at }
    if ((word !== 'date' && word !== 'timestamp') || this.peek(1).kind !== 'text') return null
    this.position++
    return { kind: word, value: this.next().value, at }
  }

  private call(name: string, at: number): Expression {
    if (this.takeSign(')')) return { kind: 'call', name, args: [], at }
    return { kind: 'call', name, args: this.list(), at }
  }

  private cast(forgiving: boolean, at: number): Expression {
    const operand = this.or()
    this.needWord('as')
    if (this.peek().kind !== 'word') this.fail('a type')
    let type = this.next().value
    if (this.takeSign('(')) {
      type += '('
      while (!this.isSign(')') && this.peek().kind !== 'end') type += this.next().value
      this.needSign(')')
      type += ')'
    }
    this.needSign(')')
    return { kind: 'cast', operand, type, forgiving, at }
  }

  private caseExpression(at: number): Expression {
    const branches: CaseBranch[] = []
    const subject = this.isWord('when') ? null : this.or()
    while (this.takeWord('when')) {
      const value = this.or()
      const when = subject ? this.join('=', subject, value) : value
      this.needWord('then')
      branches.push({ when, then: this.or() })
    }
    if (branches.length === 0) this.fail('when')
    const otherwise = this.takeWord('else') ? this.or() : null
    this.needWord('end')
    return { kind: 'case', branches, otherwise, at }
  }
}

/** Turns a fault of the language into a problem; positions are told counted from 1. */
export function faultProblem(fault: unknown): Problem {
  if (!(fault instanceof ExpressionFault)) throw fault
  return problem(fault.code, { position: fault.at + 1, ...fault.args })
}

/** Reads an expression text into its tree, or says where it stops making sense. */
export function parseExpression(
  text: string,
):
  | { readonly ok: true; readonly tree: Expression }
  | { readonly ok: false; readonly problem: Problem } {
  if (text.trim() === '') return { ok: false, problem: problem('expression.empty') }
  if (text.length > maxLength)
    return { ok: false, problem: problem('expression.too-long', { limit: maxLength }) }
  try {
    return { ok: true, tree: new ExpressionReader(readTokens(text)).whole() }
  } catch (fault) {
    return { ok: false, problem: faultProblem(fault) }
  }
}
