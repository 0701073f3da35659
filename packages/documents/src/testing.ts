import type { Random } from '@weft/kernel'
import * as Y from 'yjs'
import { createWorkspaceContent, type WorkspaceTemplate } from './create-workspace-content.ts'

export { editAtRandom } from './random-edits.ts'

/** A repeatable source of random numbers. */
export function seededRandom(seed: number): Random {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The smallest workspace: one empty pipeline and an app with one empty page. */
export const emptyTemplate: WorkspaceTemplate = {
  pipelines: [{ id: 'pl_aaaaaaaaaa', title: {}, steps: {}, edges: [], positions: {} }],
  app: {
    title: {},
    summary: {},
    pages: [{ id: 'pg_aaaaaaaaaa', title: { en: 'Page', zh: '页面' }, order: 'a0' }],
    widgets: {},
  },
}

/** A document that holds a picture, as a test wants it. */
export function writeWorkspacePicture(template: WorkspaceTemplate = emptyTemplate): Y.Doc {
  const doc = new Y.Doc()
  createWorkspaceContent(doc, template)
  return doc
}

/** Documents whose updates wait to be delivered, all at once or one by one in any order. */
export interface DocumentLink {
  /** Delivers everything that waits, until nothing does. */
  deliver(): void
  /** Delivers one waiting update, chosen at random; false when none waits. */
  deliverOne(random: Random): boolean
}

/** Joins documents by queues in memory. */
export function connectDocuments(docs: readonly Y.Doc[]): DocumentLink {
  const waiting: { to: Y.Doc; update: Uint8Array }[] = []
  const link = {}
  for (const doc of docs) {
    doc.on('update', (update, origin) => {
      if (origin === link) return
      for (const to of docs) if (to !== doc) waiting.push({ to, update })
    })
    const state = Y.encodeStateAsUpdate(doc)
    for (const to of docs) if (to !== doc) Y.applyUpdate(to, state, link)
  }
  const take = (index: number) => {
    const [next] = waiting.splice(index, 1)
    if (next) Y.applyUpdate(next.to, next.update, link)
  }
  return {
    deliver: () => {
      while (waiting.length > 0) take(0)
    },
    deliverOne: (random) => {
      if (waiting.length === 0) return false
      take(Math.floor(random() * waiting.length))
      return true
    },
  }
}

/** Copies of one smallest workspace, joined by queues. */
export function openCopies(count: number): {
  readonly docs: readonly Y.Doc[]
  readonly link: DocumentLink
} {
  const docs = Array.from({ length: count }, (_, index) => {
    const doc = new Y.Doc()
    doc.clientID = index + 1
    return doc
  })
  if (docs[0]) createWorkspaceContent(docs[0], emptyTemplate)
  return { docs, link: connectDocuments(docs) }
}
