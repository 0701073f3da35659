/** How the stored document fares, as the server tells it. */
export interface DocumentCondition {
  /** Edits wait at the server because its store does not take them now. */
  readonly holding: boolean
  /** Stored edits that were found damaged and put aside; the document opened without them. */
  readonly damaged: number
}
