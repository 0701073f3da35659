/** How large a table file may be, so that a hostile one costs no more than an honest one. */
export interface TableLimits {
  /** Of the file as it is sent. */
  readonly bytes: number
  /** Of everything packed inside it, unpacked. */
  readonly unpackedBytes: number
  readonly rows: number
  readonly columns: number
  readonly cells: number
}

const mebibyte = 1024 * 1024

/** What a browser reads without trouble. */
export const tableLimits: TableLimits = {
  bytes: 32 * mebibyte,
  unpackedBytes: 256 * mebibyte,
  rows: 1_000_000,
  columns: 1_000,
  cells: 12_000_000,
}
