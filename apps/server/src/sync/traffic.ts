import type { Clock } from '@weft/kernel'
import { openRateGate } from './rate-gate.ts'
import type { SyncLimits } from './sync-limits.ts'

/** What somebody may send; false means more than that. */
export interface Traffic {
  message(sizeBytes: number): boolean
  update(): boolean
  question(): boolean
}

/** Opens the limits of one sender, so many times as wide; what passes has to pass an outer one too. */
export function openTraffic(
  now: Clock,
  limits: SyncLimits,
  factor: number,
  outer?: Traffic,
): Traffic {
  const gate = (perSecond: number, burst: number) =>
    openRateGate(now, perSecond * factor, burst * factor)
  const messages = gate(limits.messagesPerSecond, limits.messageBurst)
  const bytes = gate(limits.bytesPerSecond, limits.byteBurst)
  const updates = gate(limits.updatesPerSecond, limits.updateBurst)
  const questions = gate(limits.questionsPerSecond, limits.questionBurst)
  return {
    message: (sizeBytes) =>
      messages.pass() && bytes.pass(sizeBytes) && (outer?.message(sizeBytes) ?? true),
    update: () => updates.pass() && (outer?.update() ?? true),
    question: () => questions.pass() && (outer?.question() ?? true),
  }
}
