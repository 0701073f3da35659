/** One node of an expression; `at` is where it begins in the text, counted from 0. */
export type Expression = { readonly at: number } & (
  | { readonly kind: 'integer' | 'decimal' | 'text' | 'date' | 'timestamp'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'column' | 'parameter'; readonly name: string }
  | { readonly kind: 'negate' | 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'is-null'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: 'between'
      readonly operand: Expression
      readonly low: Expression
      readonly high: Expression
      readonly negated: boolean
    }
  | {
      readonly kind: 'in'
      readonly operand: Expression
      readonly options: readonly Expression[]
      readonly negated: boolean
    }
  | {
      readonly kind: 'like'
      /** Whether letter case matters. */
      readonly exact: boolean
      readonly operand: Expression
      readonly pattern: Expression
      readonly negated: boolean
    }
  | {
      readonly kind: 'case'
      readonly branches: readonly CaseBranch[]
      readonly otherwise: Expression | null
    }
  | {
      readonly kind: 'cast'
      readonly operand: Expression
      readonly type: string
      readonly forgiving: boolean
    }
  | {
      readonly kind: 'shift'
      readonly operand: Expression
      /** So many units later; earlier when negative. */
      readonly count: number
      readonly unit: IntervalUnit
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
)

/** What a date can be moved by. */
export type IntervalUnit =
  'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'

/** Every unit a date can be moved by. */
export const intervalUnits: readonly IntervalUnit[] = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
]

/** One `when … then …` of a case. */
export interface CaseBranch {
  readonly when: Expression
  readonly then: Expression
}

/** An operator between two expressions. */
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '||' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'and' | 'or'

type PickKind<T extends Expression, K extends Expression['kind']> = T extends Expression
  ? K extends T['kind']
    ? T & { readonly kind: K }
    : never
  : never

/** A node of one kind. */
export type ExpressionOf<K extends Expression['kind']> = PickKind<Expression, K>
