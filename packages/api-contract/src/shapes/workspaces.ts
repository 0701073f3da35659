import { z } from 'zod'
import { idOf, localText, moment, optionalLocalText, organisationRef, personRef } from './basics.ts'
import { origins } from './origins.ts'

export const workspaceRole = z.enum(['owner', 'editor', 'commenter', 'viewer'])

export const workspaceEntry = z.object({
  id: idOf('ws'),
  app: idOf('ap'),
  title: optionalLocalText,
  scenario: z.object({ id: idOf('sc'), title: optionalLocalText }).nullable(),
  organisations: z.array(
    organisationRef.extend({ role: workspaceRole, state: z.enum(['invited', 'joined']) }),
  ),
  updatedAt: moment,
  latestRelease: z.object({ id: idOf('re'), version: z.string() }).nullable(),
  openFeedback: z.number().int(),
  /** The caller's organisation's role, and whether it still has to join. */
  myRole: workspaceRole,
  myState: z.enum(['invited', 'joined']),
})

export const workspacePage = workspaceEntry.extend({
  people: z.array(personRef),
  /** What it was made from; empty when it was begun with nothing. */
  origins,
})

export const workspaceDraft = z.object({
  scenario: idOf('sc'),
  title: localText,
  invite: z.array(z.string()).max(50),
})
