import { closeReasons, type CloseName } from '@weft/sync-protocol'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { SyncObserver } from '../sync/index.ts'

/** Opens an observer that turns what the hub does into figures. */
export function openSyncObserver(registry: Registry, waits: number[]): SyncObserver {
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const seconds = (name: string, help: string) =>
    new Histogram({ name, help, buckets: waits, registers })
  const commits = seconds('weft_commit_seconds', 'Time to store a group of edits.')
  const relays = seconds('weft_relay_seconds', 'Time from an edit’s arrival to its relay.')
  const compactions = seconds('weft_compaction_seconds', 'Time to compact a document.')
  const groups = new Histogram({
    name: 'weft_group_edits',
    help: 'Edits stored together.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
    registers,
  })
  const edits = counter('weft_edits_total', 'Edits stored.')
  const storedBytes = counter('weft_stored_bytes_total', 'Bytes of edits stored.')
  const failures = counter('weft_store_failures_total', 'Failed store operations.', 'operation')
  const damaged = counter('weft_damaged_rows_total', 'Damaged rows found when opening documents.')
  const closes = counter('weft_closes_total', 'Sockets closed by the server.', 'code', 'name')
  const refusals = counter('weft_refused_upgrades_total', 'Sockets not accepted.', 'reason')
  const received = counter('weft_received_bytes_total', 'Bytes of messages received.')
  const sent = counter('weft_sent_bytes_total', 'Bytes of messages sent.')
  const dropped = counter('weft_presence_dropped_total', 'Presence messages not relayed.')
  return {
    stored: (group) => {
      commits.observe(group.tookMs / 1000)
      groups.observe(group.edits)
      edits.inc(group.edits)
      storedBytes.inc(group.sizeBytes)
    },
    relayed: (tookMs) => relays.observe(tookMs / 1000),
    storeFailed: (operation) => failures.inc({ operation }),
    compacted: (tookMs) => compactions.observe(tookMs / 1000),
    damagedFound: (rows) => damaged.inc(rows),
    closed: (name: CloseName) => closes.inc({ code: closeReasons[name].code, name }),
    refused: (reason) => refusals.inc({ reason }),
    received: (sizeBytes) => received.inc(sizeBytes),
    sent: (sizeBytes) => sent.inc(sizeBytes),
    presenceDropped: () => dropped.inc(),
  }
}
