import { readText, type Language } from '@weft/kernel'
import type { PresenceState } from '@weft/workspace-client'
import { computed, type ComputedRef } from 'vue'
import type { WorkspaceSession } from '../../session/workspace-session.ts'
import type { StepVisitor } from '../canvas/canvas-nodes.ts'

/** Nobody is at a step. */
export const nobody: readonly StepVisitor[] = []

type Visitors = ReadonlyMap<string, readonly StepVisitor[]>

/** Who is at which step; the same list for a step until somebody comes to it, goes from it or takes another field. */
export function useVisitors(
  session: WorkspaceSession,
  language: ComputedRef<Language>,
): ComputedRef<Visitors> {
  return computed<Visitors>((before) => {
    const now = visitorsByStep(session.others.value, language.value)
    for (const [step, visitors] of now) {
      const known = before?.get(step)
      if (known && JSON.stringify(known) === JSON.stringify(visitors)) now.set(step, known)
    }
    return now
  })
}

function visitorsByStep(
  others: readonly PresenceState[],
  language: Language,
): Map<string, readonly StepVisitor[]> {
  const found = new Map<string, StepVisitor[]>()
  for (const { area, selection, editing, clientId, person } of others) {
    if (area !== 'pipeline') continue
    const visitor = {
      clientId,
      name: readText(person.name, language),
      hue: person.organisation.hue,
    }
    const steps = new Set([...selection, ...(editing ? [editing.target] : [])])
    for (const step of steps) {
      const field = editing?.target === step ? editing.field : null
      const list = found.get(step)
      if (list) list.push({ ...visitor, field })
      else found.set(step, [{ ...visitor, field }])
    }
  }
  return found
}
