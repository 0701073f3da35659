import { en } from './en/index.ts'
import { zh } from './zh/index.ts'

type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]> }
type Paths<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : Paths<T[K], `${Before}${K}.`>
}[keyof T & string]

/** Every sentence of the interface; a language that misses one does not compile. */
export type Messages = Widened<typeof en>

/** The name of one sentence. */
export type MessageKey = Paths<Messages>

/** The sentences by language. */
export const messages: { readonly en: Messages; readonly zh: Messages } = { en, zh }
