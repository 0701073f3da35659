import type { LocalText } from '@weft/kernel'
import type { Json } from './account-tables.ts'

export interface ScenarioRow {
  id: string
  sector: string
  title: Json<LocalText>
  problem: Json<LocalText>
  users: Json<LocalText>
  value: Json<LocalText>
  data_wanted: Json<LocalText>
  acceptance: Json<LocalText[]>
  deadline: string | null
  state: string
  owner_person: string
  owner_organisation: string
  posted_at: Date
  version: number
}

/** A column of a dataset as its owner describes it. */
export interface StoredColumn {
  name: string
  type: string
  unit: string | null
  description: LocalText
  role: string | null
}

export interface StoredProfile {
  name: string
  nulls: number
  distinct: number
  min: string | null
  max: string | null
  bars: { label: string; count: number }[]
}

export interface DatasetRow {
  id: string
  sector: string
  title: Json<LocalText>
  description: Json<LocalText>
  owner: string
  licence: Json<{ spdx: string; statement: string; attribution: string }>
  source: Json<{ name: string; publisher: string; derivation: LocalText }>
  rows: number
  size_bytes: number
  columns: Json<StoredColumn[]>
  profile: Json<StoredProfile[]>
  first_rows: Json<(string | null)[][]>
  /** Blob of the Arrow sample; its address is its SHA-256. */
  digest: string
  /** Blob of the CSV file as it was given. */
  csv: string
  registered_at: Date
}

export interface UploadRow {
  id: string
  person: string
  organisation: string
  csv: string
  size_bytes: number
  columns: Json<{ name: string; type: string }[]>
  uploaded_at: Date
}

/** The tables of the scenarios and datasets modules. */
export interface CatalogueTables {
  scenario: ScenarioRow
  dataset: DatasetRow
  upload: UploadRow
}
