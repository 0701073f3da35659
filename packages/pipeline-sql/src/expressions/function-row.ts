import type { Writer } from './write-functions.ts'

/** A function as its tables write it: signature, help in both languages, number of arguments, writer. */
export type FunctionRow = readonly [
  signature: string,
  en: string,
  zh: string,
  least: number,
  most: number,
  write: Writer,
]
