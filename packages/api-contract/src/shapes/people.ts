import { z } from 'zod'
import { localText, moment, optionalLocalText, organisationRef, personRef } from './basics.ts'

export const organisationRole = z.enum(['admin', 'member'])

/** Who is calling, as the interface needs it at its start. */
export const me = z.object({
  space: z.object({
    title: optionalLocalText,
    demo: z.boolean(),
    /** True until the first operator of a production space has been set up. */
    needsSetUp: z.boolean(),
  }),
  person: personRef
    .extend({
      email: z.string(),
      operator: z.boolean(),
      memberships: z.array(z.object({ organisation: organisationRef, role: organisationRole })),
      unreadNotices: z.number().int(),
    })
    .nullable(),
})

/** A person of the demo space whom a visitor may become with one click. */
export const demoPerson = personRef.extend({
  role: z.enum(['developer', 'scenario-owner', 'data-provider', 'user', 'operator']),
  /** What this person is about, in one line. */
  line: optionalLocalText,
})

/** Whether an organisation may act in the space. */
export const organisationStanding = z.enum(['admitted', 'suspended'])

export const organisation = organisationRef.extend({
  /** What it does in the data space, e.g. carrier. */
  role: optionalLocalText,
  people: z.number().int(),
  datasets: z.number().int(),
  standing: organisationStanding,
})

export const invitation = z.object({
  id: z.string(),
  organisation: organisationRef,
  email: z.string(),
  role: organisationRole,
  state: z.enum(['pending', 'accepted', 'cancelled', 'expired']),
  expiresAt: moment,
})

export const organisationPage = organisation.extend({
  /** Null for people of other organisations. */
  members: z.array(personRef.extend({ role: organisationRole })).nullable(),
  /** Null for everybody but this organisation's admins. */
  invitations: z.array(invitation).nullable(),
})

export const notice = z.object({
  id: z.string(),
  kind: z.enum([
    'workspace.invited',
    'feedback.planned',
    'feedback.declined',
    'feedback.settled',
    'release.published',
    'proposal.review-wanted',
    'proposal.approved',
    'proposal.rejected',
    'proposal.merged',
    'discussion.mentioned',
    'discussion.replied',
    'discussion.assigned',
  ]),
  at: moment,
  read: z.boolean(),
  /** Where a click leads, inside the interface. */
  link: z.string(),
  /** What completes the sentence of this kind. */
  words: z.record(z.string(), z.union([z.string(), optionalLocalText])),
})

export const setUp = z.object({
  code: z.string(),
  spaceTitle: localText,
  organisationName: localText,
  name: z.string().min(1).max(80),
  email: z.email(),
  password: z.string().min(10).max(200),
})
