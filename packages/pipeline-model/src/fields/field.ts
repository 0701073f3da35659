import type { InputPort } from '../port.ts'

/** How a setting is kept in the shared document: one value, a list of items by id, or text typed by several people at once. */
export type SettingShape = 'value' | 'list' | 'text'

/** Which columns a picker offers. */
export type ColumnFamily = 'any' | 'number' | 'text' | 'moment' | 'list'

/** When a setting matters: another setting beside it has one of these values. */
export interface ShownWhen {
  readonly field: string
  readonly is: readonly (string | boolean)[]
}

/** What a setting is to the person who fills it; a settings panel can be drawn from it. */
export type FieldLook =
  | { readonly type: 'text'; readonly lines: 'one' | 'many' }
  | { readonly type: 'name' | 'flag' | 'dataset' | 'file' | 'subflow' }
  | { readonly type: 'value'; readonly of: string }
  | { readonly type: 'code'; readonly language: 'sql' | 'prose' }
  | { readonly type: 'cast'; readonly optional: boolean }
  | {
      readonly type: 'column'
      readonly port: InputPort
      readonly only: ColumnFamily
      readonly optional: boolean
    }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | {
      readonly type: 'number'
      readonly least: number
      readonly most: number
      readonly whole: boolean
      readonly optional: boolean
    }
  | { readonly type: 'expression'; readonly gives: 'condition' | 'value' }
  | { readonly type: 'cells'; readonly of: string }
  | { readonly type: 'list'; readonly item: Fields; readonly sortable: boolean }

/** One setting of a kind of step, or one field of an item of a list setting. */
export interface Field<T> {
  readonly look: FieldLook
  readonly shape: SettingShape
  /** What a new step begins with, and what a setting that was never written reads as. */
  readonly initial: T
  /** The value when it is one this field takes, else `undefined`. */
  readonly read: (raw: unknown) => T | undefined
  /** The name of its label in the catalogue, when it is not its own. */
  readonly words: string | null
  readonly shown: ShownWhen | null
}

/** The settings of a kind of step, or the fields of an item, by name. */
export type Fields = Readonly<Record<string, Field<unknown>>>

/** The values of these fields. */
export type ValuesOf<F extends Fields> = {
  readonly [S in keyof F]: F[S]['initial']
}
