import type { ApiClient } from '@weft/api-contract'
import { accept, type Id } from '@weft/kernel'
import { engineModuleLoader, openQueryEngine } from '@weft/query-engine'
import { engineUrl } from '@weft/query-engine/engine-url'
import EngineWorker from '@weft/query-engine/worker?worker'
import { openWorkspace, type PresencePerson } from '@weft/workspace-client'
import type { ComputedRef } from 'vue'
import { copyName } from '../waiting/copy-name.ts'
import { openWorkspaceSession } from './open-workspace-session.ts'
import type { WorkspaceSession } from './workspace-session.ts'

/** Opens a workspace with what a browser has: sockets, a worker, the API of the space. */
export function openBrowserSession({
  api,
  workspace,
  document,
  me,
  canEdit,
}: {
  readonly api: ApiClient
  readonly workspace: Id<'ws'>
  /** The document that is edited: the workspace's own, or that of a proposal. */
  readonly document: Id<'ws'> | Id<'pr'>
  readonly me: PresencePerson
  readonly canEdit: ComputedRef<boolean>
}): WorkspaceSession {
  const { protocol, host } = window.location
  return openWorkspaceSession({
    canEdit,
    client: openWorkspace({
      url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`,
      room: document,
      person: me,
      random: Math.random,
      now: Date.now,
      // Who only looks has nothing that could be lost.
      copy: canEdit.value ? copyName(me, document) : undefined,
      onOtherDocument: () => {
        window.location.reload()
      },
    }),
    engine: openQueryEngine({
      startWorker: () => new EngineWorker(),
      loadModule: engineModuleLoader(engineUrl),
      now: () => performance.now(),
    }),
    loadTable: async (table) => {
      const read = await api.readTable({ params: { workspace, table } })
      if (!read.ok) throw new Error(read.failure.code)
      return read.value
    },
    addTable: (arrow) => api.addTable({ params: { workspace }, body: arrow }),
    listWriters: () => api.listWriters({ params: { workspace } }),
    listDatasets: async () => {
      const listed = await api.listDatasets()
      return listed.ok ? accept(listed.value) : listed
    },
    loadSample: async (dataset) => {
      const sample = await api.readSample({ params: { dataset } })
      if (!sample.ok) throw new Error(sample.failure.code)
      return sample.value
    },
  })
}
