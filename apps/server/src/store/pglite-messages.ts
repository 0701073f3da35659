/** One statement for the embedded database; null asks it to close. */
export interface PgliteRequest {
  readonly id: number
  readonly sql: string | null
  readonly parameters: readonly unknown[]
}

/** The answer to the request of the same id. */
export interface PgliteAnswer {
  readonly id: number
  readonly rows: readonly Record<string, unknown>[]
  readonly affected: number
  readonly error: { readonly message: string; readonly code: string | null } | null
}
