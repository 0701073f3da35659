/**
 * One value of a result. Whole numbers wider than 32 bits are bigint; decimals, dates, times and
 * intervals are exact text (`12.30`, `2024-01-31`, `2024-01-31 08:00:00`), so nothing is ever rounded.
 */
export type Cell =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Cell[]
  | { readonly [field: string]: Cell }
