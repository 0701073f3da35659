import { Uncarried } from '../uncarried.ts'
import { readTokens, type Token } from './read-tokens.ts'

/** Walks over the tokens of a statement. */
export class TokenCursor {
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(sql: string) {
    this.tokens = readTokens(sql)
  }

  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? { kind: 'end', value: '' }
  }

  next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  /** Whether these unquoted words come next. */
  isAt(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const { kind, value } = this.peek(index)
      return kind === 'word' && value.toUpperCase() === word
    })
  }

  isSign(sign: string, ahead = 0): boolean {
    const { kind, value } = this.peek(ahead)
    return kind === 'sign' && value === sign
  }

  /** Passes over these words when they come next. */
  take(...words: readonly string[]): boolean {
    if (!this.isAt(...words)) return false
    this.at += words.length
    return true
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false
    this.at++
    return true
  }

  needSign(sign: string): void {
    if (!this.takeSign(sign)) this.fail()
  }

  need(...words: readonly string[]): void {
    if (!this.take(...words)) this.fail()
  }

  /** A name, quoted or not. */
  name(): string {
    const token = this.next()
    if (token.kind !== 'name' && token.kind !== 'word') return this.fail(token)
    return token.value
  }

  /** What `read` gives, once for each part between commas. */
  list<T>(read: () => T): T[] {
    const parts = [read()]
    while (this.takeSign(',')) parts.push(read())
    return parts
  }

  /** What `read` gives between round brackets. */
  inBrackets<T>(read: () => T): T {
    this.needSign('(')
    const result = read()
    this.needSign(')')
    return result
  }

  fail({ value } = this.peek()): never {
    throw new Uncarried('dialect.syntax', value || '…')
  }
}
