import { ExpressionFault } from './expression-fault.ts'
import type { Token } from './read-tokens.ts'

/** Walks over tokens, taking what it expects and faulting where something else stands. */
export class TokenReader {
  protected position = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  protected peek(ahead = 0): Token {
    const token = this.tokens[this.position + ahead] ?? this.tokens.at(-1)
    return token ?? { kind: 'end', value: '', at: 0, end: 0 }
  }

  protected next(): Token {
    const token = this.peek()
    this.position++
    return token
  }

  protected fail(expected: string): never {
    const token = this.peek()
    throw new ExpressionFault('expected', token.at, { expected, found: token.value || '∎' })
  }

  protected isWord(value: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.value.toLowerCase() === value
  }

  protected isSign(value: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'sign' && token.value === value
  }

  protected takeWord(value: string): boolean {
    const found = this.isWord(value)
    if (found) this.position++
    return found
  }

  protected takeSign(value: string): boolean {
    const found = this.isSign(value)
    if (found) this.position++
    return found
  }

  protected needWord(value: string): void {
    if (!this.takeWord(value)) this.fail(value)
  }

  protected needSign(value: string): void {
    if (!this.takeSign(value)) this.fail(value)
  }
}
