/** Thrown inside the expression language and caught at its border; becomes a problem at a position. */
export class ExpressionFault extends Error {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>
  readonly at: number

  constructor(code: string, at: number, args: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = `expression.${code}`
    this.at = at
    this.args = args
  }
}
