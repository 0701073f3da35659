/** Bytes that may be held at once by all who share the budget. */
export interface ByteBudget {
  /** Whether so much more fits. */
  fits(sizeBytes: number): boolean
  /** Counts bytes in, or out when negative. */
  change(sizeBytes: number): void
  used(): number
}

/** Opens a budget of so many bytes. */
export function openByteBudget(limitBytes: number): ByteBudget {
  let used = 0
  return {
    fits: (sizeBytes) => used + sizeBytes <= limitBytes,
    change: (sizeBytes) => {
      used += sizeBytes
    },
    used: () => used,
  }
}
