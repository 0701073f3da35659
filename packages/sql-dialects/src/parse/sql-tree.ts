/** A value of the part of DuckDB's SQL that can be carried over. */
export type Value =
  | { readonly kind: 'column'; readonly table: string | null; readonly name: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'interval'; readonly amount: number; readonly unit: string }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operand: Value }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Value
      readonly right: Value
    }
  | {
      readonly kind: 'is'
      readonly what: 'NULL' | 'TRUE' | 'FALSE'
      readonly negated: boolean
      readonly operand: Value
    }
  | {
      readonly kind: 'between'
      readonly negated: boolean
      readonly operand: Value
      readonly low: Value
      readonly high: Value
    }
  | {
      readonly kind: 'in'
      readonly negated: boolean
      readonly operand: Value
      readonly options: readonly Value[] | Query
    }
  | {
      readonly kind: 'like'
      readonly negated: boolean
      readonly exact: boolean
      readonly operand: Value
      readonly pattern: Value
    }
  | {
      readonly kind: 'case'
      readonly subject: Value | null
      readonly branches: readonly { readonly when: Value; readonly then: Value }[]
      readonly otherwise: Value | null
    }
  | {
      readonly kind: 'cast'
      readonly operand: Value
      readonly type: string
      readonly tries: boolean
    }
  | Call
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | {
      readonly kind: 'slice'
      readonly operand: Value
      readonly from: Value | null
      readonly to: Value | null
    }
  | { readonly kind: 'lambda'; readonly parameter: string; readonly body: Value }
  | { readonly kind: 'query'; readonly query: Query; readonly exists: boolean }
  | { readonly kind: 'star'; readonly table: string | null; readonly exclude: readonly string[] }

/** A value of one kind. */
export type ValueOf<K extends Value['kind']> = Extract<Value, { readonly kind: K }>

/** A call of a function, a figure or a window. */
export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Value[]
  readonly distinct: boolean
  readonly order: readonly OrderTerm[]
  readonly filter: Value | null
  readonly ignoresNulls: boolean
  readonly over: Window | null
}

/** One term of an ORDER BY. */
export interface OrderTerm {
  readonly value: Value
  readonly descending: boolean
  readonly nullsFirst: boolean
}

/** The rows a window function sees. */
export interface Window {
  readonly partition: readonly Value[]
  readonly order: readonly OrderTerm[]
  readonly frame: {
    readonly unit: string
    readonly start: FrameEnd
    readonly end: FrameEnd
  } | null
}

/** Where a window begins or ends. */
export interface FrameEnd {
  readonly words:
    'UNBOUNDED PRECEDING' | 'UNBOUNDED FOLLOWING' | 'CURRENT ROW' | 'PRECEDING' | 'FOLLOWING'
  readonly size: Value | null
}

/** A query with what stands around its body. */
export interface Query {
  readonly with: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly query: Query
  }[]
  readonly body: Body
  readonly order: readonly OrderTerm[] | 'all'
  readonly limit: Value | null
  readonly offset: Value | null
}

/** What gives the rows of a query. */
export type Body =
  | Select
  | { readonly kind: 'values'; readonly rows: readonly (readonly Value[])[] }
  | { readonly kind: 'nested'; readonly query: Query }
  | {
      readonly kind: 'set'
      readonly word: 'UNION' | 'INTERSECT' | 'EXCEPT'
      readonly all: boolean
      readonly left: Body
      readonly right: Body
    }

/** One item of a SELECT. */
export interface Item {
  readonly value: Value
  readonly alias: string | null
}

/** A SELECT. */
export interface Select {
  readonly kind: 'select'
  readonly distinct: boolean
  readonly items: readonly Item[]
  readonly from: From | null
  readonly where: Value | null
  readonly group: readonly Value[] | 'all'
  readonly having: Value | null
  readonly qualify: Value | null
}

/** How a table is called where it is read. */
export interface Called {
  readonly alias: string | null
  readonly columns: readonly string[]
}

/** How two tables are joined. */
export type JoinWord =
  'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'SEMI' | 'ANTI' | 'ASOF' | 'ASOF LEFT' | 'CROSS'

/** What a SELECT reads. */
export type From =
  | ({ readonly kind: 'table'; readonly name: string } & Called)
  | ({ readonly kind: 'derived'; readonly query: Query } & Called)
  | ({ readonly kind: 'series'; readonly name: string; readonly args: readonly Value[] } & Called)
  | {
      readonly kind: 'join'
      readonly word: JoinWord
      readonly left: From
      readonly right: From
      readonly on: Value | null
      readonly using: readonly string[]
    }
