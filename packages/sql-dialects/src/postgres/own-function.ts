/** A function the script makes for itself, and those it calls. */
export interface OwnFunction {
  readonly says: string
  readonly calls: readonly string[]
  readonly sql: string
}
