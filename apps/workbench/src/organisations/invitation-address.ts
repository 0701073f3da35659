import type { Invitation } from './organisation-shapes.ts'

/** The whole address that opens an invitation. */
export function invitationAddress(origin: string, invitation: Pick<Invitation, 'id'>): string {
  return `${origin}/invitations/${encodeURIComponent(invitation.id)}`
}

/** Whether a text looks like an e-mail address; the space has the last word. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim())
}
