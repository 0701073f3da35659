/** One link of the audit chain; `details` is canonical JSON, so that its hash can be made again. */
export interface AuditEventRow {
  index: number
  at: Date
  person: string | null
  organisation: string | null
  event: string
  subject: string
  details: string
  previous_hash: string
  hash: string
}

/** The tables of the audit module. */
export interface AuditTables {
  audit_event: AuditEventRow
}
