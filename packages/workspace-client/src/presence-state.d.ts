import type { LocalText } from '@weft/kernel'
/** Who somebody is, as others see them. */
export interface PresencePerson {
  readonly id: string
  readonly name: LocalText
  readonly organisation: {
    readonly id: string
    readonly name: LocalText
    readonly hue: number
  }
}
/** Where somebody is and what they have in hand. */
export interface Whereabouts {
  readonly area: 'pipeline' | 'app' | 'other'
  readonly cursor: {
    readonly x: number
    readonly y: number
  } | null
  readonly selection: readonly string[]
  readonly editing: {
    readonly target: string
    readonly field: string
  } | null
  readonly idle: boolean
}
/** One other person's window on this workspace. */
export interface PresenceState extends Whereabouts {
  readonly clientId: number
  readonly person: PresencePerson
}
/** Reads what another window says of itself; null when it does not say who it is. Never trusted beyond its shape. */
export declare function parsePresence(clientId: number, raw: unknown): PresenceState | null
