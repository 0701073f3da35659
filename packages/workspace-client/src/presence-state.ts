import type { LocalText } from '@weft/kernel'

/** Who somebody is, as others see them. */
export interface PresencePerson {
  readonly id: string
  readonly name: LocalText
  readonly organisation: { readonly id: string; readonly name: LocalText; readonly hue: number }
}

/** Where somebody is and what they have in hand. */
export interface Whereabouts {
  readonly area: 'pipeline' | 'app' | 'other'
  /** The pipeline or subflow on their canvas; null for the pipeline itself. */
  readonly pipeline: string | null
  readonly cursor: { readonly x: number; readonly y: number } | null
  readonly selection: readonly string[]
  readonly editing: { readonly target: string; readonly field: string } | null
  readonly idle: boolean
}

/** One other person's window on this workspace. */
export interface PresenceState extends Whereabouts {
  readonly clientId: number
  readonly person: PresencePerson
}

type Fields = ReadonlyMap<string, unknown>

const fieldsOf = (raw: unknown): Fields =>
  new Map<string, unknown>(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])

const word = (raw: unknown): string | null =>
  typeof raw === 'string' && raw.length > 0 && raw.length <= 200 ? raw : null

const figure = (raw: unknown): number | null =>
  typeof raw === 'number' && Number.isFinite(raw) && Math.abs(raw) <= 1e7 ? raw : null

function parseName(raw: unknown): LocalText {
  const fields = fieldsOf(raw)
  const en = word(fields.get('en'))
  const zh = word(fields.get('zh'))
  return { ...(en !== null && { en }), ...(zh !== null && { zh }) }
}

function parsePerson(raw: unknown): PresencePerson | null {
  const fields = fieldsOf(raw)
  const organisation = fieldsOf(fields.get('organisation'))
  const id = word(fields.get('id'))
  const organisationId = word(organisation.get('id'))
  const hue = figure(organisation.get('hue'))
  if (id === null || organisationId === null || hue === null) return null
  return {
    id,
    name: parseName(fields.get('name')),
    organisation: {
      id: organisationId,
      name: parseName(organisation.get('name')),
      hue: ((hue % 360) + 360) % 360,
    },
  }
}

function parseCursor(raw: unknown): Whereabouts['cursor'] {
  const fields = fieldsOf(raw)
  const x = figure(fields.get('x'))
  const y = figure(fields.get('y'))
  return x === null || y === null ? null : { x, y }
}

function parseEditing(raw: unknown): Whereabouts['editing'] {
  const fields = fieldsOf(raw)
  const target = word(fields.get('target'))
  const field = word(fields.get('field'))
  return target === null || field === null ? null : { target, field }
}

function parseSelection(raw: unknown): readonly string[] {
  if (!Array.isArray(raw)) return []
  return raw.slice(0, 1000).filter((id): id is string => word(id) !== null)
}

/** Reads what another window says of itself; null when it does not say who it is. Never trusted beyond its shape. */
export function parsePresence(clientId: number, raw: unknown): PresenceState | null {
  const state = fieldsOf(raw)
  const person = parsePerson(state.get('person'))
  if (!person) return null
  const presence = fieldsOf(state.get('presence'))
  const area = presence.get('area')
  return {
    clientId,
    person,
    area: area === 'pipeline' || area === 'app' ? area : 'other',
    pipeline: word(presence.get('pipeline')),
    cursor: parseCursor(presence.get('cursor')),
    selection: parseSelection(presence.get('selection')),
    editing: parseEditing(presence.get('editing')),
    idle: presence.get('idle') === true,
  }
}
