import type { LocalText } from '@weft/kernel'
import type { Slot, SlotFill } from '@weft/template-model'
import type { Json } from './account-tables.ts'

/** Who may see a template: its organisation, everybody in the space, or nobody any more. */
export type TemplateAudience = 'organisation' | 'space' | 'nobody'

/** The template of a workspace; what it holds stands in its versions. */
export interface TemplateRow {
  id: string
  workspace: string
  organisation: string
  audience: TemplateAudience
  made_at: Date
}

/** Under which terms a template may be used. */
export interface TemplateLicence {
  spdx: string
  statement: string
}

/** A pipeline as a small picture: where steps stand, and which pairs are connected. */
export interface TemplateGraph {
  nodes: { x: number; y: number; family: string }[]
  edges: [number, number][]
}

/** A version of a template; never rewritten. */
export interface TemplateVersionRow {
  template: string
  number: number
  title: Json<LocalText>
  summary: Json<LocalText>
  /** What is new. */
  notes: Json<LocalText>
  licence: Json<TemplateLicence>
  /** The content without data: canonical JSON, gzipped. */
  content: Uint8Array
  /** Of the workspace's content when it was made. */
  source_hash: string
  slots: Json<Slot[]>
  graph: Json<TemplateGraph>
  /** How many widgets its app has. */
  widgets: number
  person: string
  organisation: string
  at: Date
}

/** A table of a file that stays in a version by explicit choice. */
export interface TemplateTableRow {
  template: string
  number: number
  digest: string
  csv: string
  columns: Json<{ name: string; type: string }[]>
  rows: number
  size_bytes: number
}

/** What a workspace was made from: a version of a template, or another workspace. Never rewritten. */
export interface WorkspaceOriginRow {
  workspace: string
  template: string | null
  version: number | null
  source: string | null
  /** As it was called then. */
  title: Json<LocalText>
  licence: Json<TemplateLicence | null>
  by_person: string
  by_organisation: string
  fills: Json<SlotFill[]>
  app_title: Json<LocalText>
  /** What the workspace began with: canonical JSON, gzipped. */
  content: Uint8Array
  person: string
  organisation: string
  at: Date
}

/** What a workspace takes over from upstream: counts once its proposal is merged, or at once without one. */
export interface UpstreamUpdateRow {
  workspace: string
  number: number
  /** Null when there was nothing to change. */
  proposal: string | null
  version: number | null
  fills: Json<SlotFill[]>
  /** The upstream content, bound to this workspace's datasets: canonical JSON, gzipped. */
  content: Uint8Array
  person: string
  organisation: string
  at: Date
}

/** The tables of the templates module. */
export interface TemplateTables {
  template: TemplateRow
  template_version: TemplateVersionRow
  template_table: TemplateTableRow
  workspace_origin: WorkspaceOriginRow
  upstream_update: UpstreamUpdateRow
}
