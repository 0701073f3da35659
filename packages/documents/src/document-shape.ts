import * as Y from 'yjs'

/** The version of the document's structure this package writes. */
export const documentFormat = 1

/** The top-level maps of a workspace document. */
export interface WorkspaceRoots {
  readonly meta: Y.Map<unknown>
  readonly pipelines: Y.Map<unknown>
  readonly app: Y.Map<unknown>
  readonly pages: Y.Map<unknown>
  readonly widgets: Y.Map<unknown>
}

/** The top-level maps of a document, made known to Yjs when they are not yet. */
export function rootsOf(doc: Y.Doc): WorkspaceRoots {
  return {
    meta: doc.getMap('meta'),
    pipelines: doc.getMap('pipelines'),
    app: doc.getMap('app'),
    pages: doc.getMap('pages'),
    widgets: doc.getMap('widgets'),
  }
}

/** A value of a shared map when it is itself a shared map; hostile peers may put anything there. */
export function mapIn(map: Y.Map<unknown> | null, key: string): Y.Map<unknown> | null {
  const value = map?.get(key)
  return value instanceof Y.Map ? (value as Y.Map<unknown>) : null
}

/** A value of a shared map when it is shared text. */
export function textIn(map: Y.Map<unknown> | null, key: string): Y.Text | null {
  const value = map?.get(key)
  return value instanceof Y.Text && !(value instanceof Y.XmlText) ? value : null
}

/** Whether an entry was marked as removed; its content stays, so that nobody's work inside is destroyed. */
export function isRemoved(entry: Y.Map<unknown>): boolean {
  return entry.has('removed')
}

/** Whether an entry of `pipelines` is a subflow. */
export function isSubflow(entry: Y.Map<unknown>): boolean {
  return entry.get('subflow') === true
}

/** The map of an entry of a collection that is there and not removed. */
export function liveEntry(collection: Y.Map<unknown> | null, id: string): Y.Map<unknown> | null {
  const entry = mapIn(collection, id)
  return entry && !isRemoved(entry) ? entry : null
}
