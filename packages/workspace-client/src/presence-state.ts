import type { LocalText } from '@weft/kernel'

/** Who somebody is, as others see them. */
export interface PresencePerson {
  readonly id: string
  readonly name: LocalText
  readonly organisation: { readonly id: string; readonly name: LocalText; readonly hue: number }
}

/** The parts of a workspace somebody can be in. */
export const presenceAreas = [
  'pipeline',
  'app',
  'feedback',
  'releases',
  'history',
  'proposal',
  'other',
] as const

/** One part of a workspace somebody can be in. */
export type PresenceArea = (typeof presenceAreas)[number]

/** Whether somebody is at their screen: idle after a while without input, away while the page is out of sight. */
export type Attention = 'here' | 'idle' | 'away'

/** Where somebody is and what they have in hand: what changes with their steps, not with every move. */
export interface Whereabouts {
  readonly area: PresenceArea
  /** What of that part is open: the version or other part of the history, the proposal; null for none of its own. */
  readonly detail: string | null
  /** The pipeline or subflow on their canvas; null for the pipeline itself. */
  readonly pipeline: string | null
  readonly selection: readonly string[]
  readonly editing: { readonly target: string; readonly field: string } | null
  readonly attention: Attention
  /** What they try in the app, as in its address; null while they build it. */
  readonly filters: string | null
  /** The window they follow. */
  readonly following: number | null
  /** Grows each time they ask everybody to come; 0 while they have not. */
  readonly call: number
}

/** What changes with every move of the hand. */
export interface Movement {
  readonly cursor: { readonly x: number; readonly y: number } | null
  /** The part of the canvas or of the app page that is in sight. */
  readonly view: Sight | null
  /** The first row in sight below the canvas. */
  readonly row: number | null
}

/** A part of a canvas or a page. */
export interface Sight {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One other person's window on this workspace. */
export interface PresenceState extends Whereabouts {
  readonly clientId: number
  readonly person: PresencePerson
}

/** Nowhere yet, with nothing in hand. */
export const nowhere: Whereabouts & Movement = {
  area: 'other',
  detail: null,
  pipeline: null,
  selection: [],
  editing: null,
  attention: 'here',
  filters: null,
  following: null,
  call: 0,
  cursor: null,
  view: null,
  row: null,
}

const selectionLimit = 200
const filtersLimit = 4000
const rowLimit = 1e9

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

function parseCursor(raw: unknown): Movement['cursor'] {
  const fields = fieldsOf(raw)
  const x = figure(fields.get('x'))
  const y = figure(fields.get('y'))
  return x === null || y === null ? null : { x, y }
}

function parseSight(raw: unknown): Sight | null {
  const corner = parseCursor(raw)
  const fields = fieldsOf(raw)
  const [width, height] = [figure(fields.get('width')), figure(fields.get('height'))]
  if (!corner || width === null || height === null || width < 1 || height < 1) return null
  return { ...corner, width, height }
}

function parseEditing(raw: unknown): Whereabouts['editing'] {
  const fields = fieldsOf(raw)
  const target = word(fields.get('target'))
  const field = word(fields.get('field'))
  return target === null || field === null ? null : { target, field }
}

function parseSelection(raw: unknown): readonly string[] {
  if (!Array.isArray(raw)) return []
  return raw.slice(0, selectionLimit).filter((id): id is string => word(id) !== null)
}

function oneOf<T extends string>(known: readonly T[], raw: unknown, otherwise: T): T {
  return known.find((one) => one === raw) ?? otherwise
}

/** A whole number that is not negative. */
function count(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? raw : null
}

const attentions: readonly Attention[] = ['here', 'idle', 'away']

/** Reads what another window says of itself; null when it does not say who it is. Never trusted beyond its shape. */
export function parsePresence(clientId: number, raw: unknown): PresenceState | null {
  const state = fieldsOf(raw)
  const person = parsePerson(state.get('person'))
  if (!person) return null
  const presence = fieldsOf(state.get('presence'))
  const filters = presence.get('filters')
  return {
    clientId,
    person,
    area: oneOf(presenceAreas, presence.get('area'), 'other'),
    detail: word(presence.get('detail')),
    pipeline: word(presence.get('pipeline')),
    selection: parseSelection(presence.get('selection')),
    editing: parseEditing(presence.get('editing')),
    attention: oneOf(attentions, presence.get('attention'), 'here'),
    filters: typeof filters === 'string' && filters.length <= filtersLimit ? filters : null,
    following: count(presence.get('following')),
    call: count(presence.get('call')) ?? 0,
  }
}

/** Reads where another window's hand and sight are; nothing of it is trusted beyond its shape. */
export function parseMovement(raw: unknown): Movement {
  const presence = fieldsOf(fieldsOf(raw).get('presence'))
  const row = count(presence.get('row'))
  return {
    cursor: parseCursor(presence.get('cursor')),
    view: parseSight(presence.get('view')),
    row: row !== null && row <= rowLimit ? row : null,
  }
}
