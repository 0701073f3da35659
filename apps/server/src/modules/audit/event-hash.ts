import { contentHash } from '@weft/kernel'
import type { AuditEventRow } from '../../store/tables/audit-tables.ts'

/** The hash before the first event. */
export const chainStart = '0'.repeat(64)

/** The hash of an event: over everything it says and the hash before it. */
export function eventHash(row: Omit<AuditEventRow, 'hash'>): string {
  return contentHash({ ...row, at: row.at.toISOString() })
}
