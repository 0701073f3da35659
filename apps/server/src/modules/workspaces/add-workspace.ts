import type { WorkspaceRole } from '@weft/access-rules'
import {
  createWorkspaceContent,
  openWorkspaceDocument,
  type WorkspaceTemplate,
} from '@weft/documents'
import type { LocalText, Random } from '@weft/kernel'
import * as Y from 'yjs'
import type { Transaction } from '../../store/store.ts'
import { createDocument } from '../../sync/index.ts'
import { addNotice, type MemberCaller } from '../accounts/index.ts'
import { appendEvent } from '../audit/index.ts'
import { addVersion } from './add-version.ts'

/** A workspace to be started. */
export interface NewWorkspace {
  readonly id: string
  readonly app: string
  readonly title: LocalText
  readonly scenario: string | null
  /** The first content; the workspace's own document from here on. */
  readonly content: WorkspaceTemplate
  /** The other organisations; the actor's own becomes its owner. */
  readonly organisations: readonly {
    readonly organisation: string
    readonly role: Exclude<WorkspaceRole, 'owner'>
    readonly state: 'invited' | 'joined'
  }[]
  readonly at: Date
}

/** Who starts it and where randomness comes from. */
export interface WorkspaceStart {
  readonly actor: Pick<MemberCaller, 'person' | 'organisation'>
  readonly random: Random
}

/**
 * Starts a workspace with its document, in one transaction; the scenario becomes in-progress and invited
 * organisations get a notice. Seeding calls it with any content, e.g. a half-built pipeline:
 * `store.transaction().execute((t) => addWorkspace(t, { actor, random }, { id, app, title, … }))`.
 */
export async function addWorkspace(
  transaction: Transaction,
  { actor, random }: WorkspaceStart,
  workspace: NewWorkspace,
): Promise<void> {
  const { id, app, title, scenario, at } = workspace
  const { person, organisation } = actor
  await transaction
    .insertInto('workspace')
    .values({
      id,
      app,
      title: JSON.stringify(title),
      scenario,
      person,
      organisation,
      started_at: at,
    })
    .execute()
  const members = [
    { organisation, role: 'owner' as const, state: 'joined' as const },
    ...workspace.organisations,
  ]
  await transaction
    .insertInto('workspace_organisation')
    .values(members.map((member) => ({ workspace: id, since: at, ...member })))
    .execute()
  const doc = new Y.Doc()
  createWorkspaceContent(doc, workspace.content)
  await createDocument(transaction, { id, snapshot: Y.encodeStateAsUpdate(doc), at })
  const document = openWorkspaceDocument(doc, { random })
  await addVersion(transaction, {
    workspace: id,
    at,
    kind: 'started',
    actor,
    content: document.read(),
    changes: [],
    restoredFrom: null,
  })
  document.dispose()
  doc.destroy()
  await takeUpScenario(transaction, scenario)
  const details = { title, scenario, organisations: members.map((entry) => entry.organisation) }
  await appendEvent(transaction, {
    at,
    actor,
    event: 'workspace.started',
    subject: id,
    details,
  })
  for (const member of workspace.organisations) {
    if (member.state === 'invited') {
      const invited = { workspace: id, title, organisation: member.organisation, at }
      await tellInvited(transaction, { actor, random }, invited)
    }
  }
}

async function takeUpScenario(transaction: Transaction, scenario: string | null): Promise<void> {
  if (scenario === null) return
  await transaction
    .updateTable('scenario')
    .set({ state: 'in-progress' })
    .where('id', '=', scenario)
    .where('state', '=', 'open')
    .execute()
}

/** Puts the invitation into the inbox of everybody in the invited organisation. */
export async function tellInvited(
  transaction: Transaction,
  { actor, random }: WorkspaceStart,
  invited: {
    readonly workspace: string
    readonly title: LocalText
    readonly organisation: string
    readonly at: Date
  },
): Promise<void> {
  const host = await transaction
    .selectFrom('organisation')
    .select('names')
    .where('id', '=', actor.organisation)
    .executeTakeFirst()
  const people = await transaction
    .selectFrom('membership')
    .select('userId')
    .where('organizationId', '=', invited.organisation)
    .execute()
  for (const { userId } of people) {
    await addNotice(transaction, random, {
      person: userId,
      kind: 'workspace.invited',
      at: invited.at,
      link: `/workspaces/${invited.workspace}`,
      words: { workspace: invited.title, organisation: host?.names ?? {} },
    })
  }
}
