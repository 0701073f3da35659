import { z } from 'zod'
import { route } from '../route.ts'
import { done } from '../shapes/basics.ts'
import * as people from '../shapes/people.ts'

const credentials = z.object({ email: z.email(), password: z.string().min(1).max(200) })

export const accountRoutes = {
  readMe: route({
    method: 'GET',
    path: '/me',
    summary: 'Who is calling, and in which space',
    access: 'anyone',
    response: people.me,
  }),
  signIn: route({
    method: 'POST',
    path: '/session',
    summary: 'Sign in with e-mail and password',
    access: 'anyone',
    body: credentials,
    response: done,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    access: 'signed-in',
    response: done,
  }),
  listDemoPeople: route({
    method: 'GET',
    path: '/demo/people',
    summary: 'The people of the demo space',
    access: 'anyone',
    response: z.array(people.demoPerson),
  }),
  signInAsDemoPerson: route({
    method: 'POST',
    path: '/demo/session',
    summary: 'Become a person of the demo space',
    access: 'anyone',
    body: z.object({ person: z.string() }),
    response: done,
  }),
  switchOrganisation: route({
    method: 'PUT',
    path: '/session/organisation',
    summary: 'Choose the organisation to act for',
    access: 'signed-in',
    body: z.object({ organisation: z.string() }),
    response: done,
  }),
  setUpSpace: route({
    method: 'POST',
    path: '/set-up',
    summary: 'Make the first operator of a new production space',
    access: 'anyone',
    body: people.setUp,
    response: done,
  }),
  readInvitation: route({
    method: 'GET',
    path: '/invitations/:invitation',
    summary: 'An invitation, by its secret identifier',
    access: 'anyone',
    params: z.object({ invitation: z.string() }),
    response: people.invitation,
  }),
  acceptInvitation: route({
    method: 'POST',
    path: '/invitations/:invitation/acceptance',
    summary: 'Join an organisation; makes an account when the caller has none',
    access: 'anyone',
    params: z.object({ invitation: z.string() }),
    body: z
      .object({ name: z.string().min(1).max(80), password: z.string().min(10).max(200) })
      .nullable(),
    response: done,
  }),
  listNotices: route({
    method: 'GET',
    path: '/notices',
    summary: 'What the caller should know, newest first',
    access: 'signed-in',
    response: z.array(people.notice),
  }),
  readNotices: route({
    method: 'POST',
    path: '/notices/read',
    summary: 'Mark all notices as read',
    access: 'signed-in',
    response: done,
  }),
}

export const organisationRoutes = {
  listOrganisations: route({
    method: 'GET',
    path: '/organisations',
    summary: 'All organisations of the space',
    access: 'anyone',
    response: z.array(people.organisation),
  }),
  readOrganisation: route({
    method: 'GET',
    path: '/organisations/:organisation',
    summary: 'One organisation',
    access: 'anyone',
    params: z.object({ organisation: z.string() }),
    response: people.organisationPage,
  }),
  admitOrganisation: route({
    method: 'POST',
    path: '/organisations',
    summary: 'Admit an organisation and invite its first admin',
    access: 'operator',
    body: z.object({
      name: z.object({ en: z.string().optional(), zh: z.string().optional() }),
      adminEmail: z.email(),
    }),
    response: people.invitation,
  }),
  invitePerson: route({
    method: 'POST',
    path: '/organisations/:organisation/invitations',
    summary: 'Invite a person into the organisation',
    access: 'member',
    params: z.object({ organisation: z.string() }),
    body: z.object({ email: z.email(), role: people.organisationRole }),
    response: people.invitation,
  }),
  withdrawInvitation: route({
    method: 'DELETE',
    path: '/organisations/:organisation/invitations/:invitation',
    summary: 'Withdraw an invitation that is still open',
    access: 'member',
    params: z.object({ organisation: z.string(), invitation: z.string() }),
    response: done,
  }),
  changeMember: route({
    method: 'PUT',
    path: '/organisations/:organisation/members/:person',
    summary: 'Change what a person is in the organisation',
    access: 'member',
    params: z.object({ organisation: z.string(), person: z.string() }),
    body: z.object({ role: people.organisationRole }),
    response: done,
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/organisations/:organisation/members/:person',
    summary: 'Remove a person from the organisation',
    access: 'member',
    params: z.object({ organisation: z.string(), person: z.string() }),
    response: done,
  }),
  changeStanding: route({
    method: 'PUT',
    path: '/organisations/:organisation/standing',
    summary: 'Suspend an organisation, or readmit it',
    access: 'operator',
    params: z.object({ organisation: z.string() }),
    body: z.object({ standing: people.organisationStanding }),
    response: done,
  }),
}
