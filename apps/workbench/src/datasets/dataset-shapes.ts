import type { allRoutes, BodyOf, ResponseOf } from '@weft/api-contract'

/** A dataset as the catalogue lists it. */
export type DatasetEntry = ResponseOf<(typeof allRoutes)['listDatasets']>[number]

/** A dataset as its page shows it. */
export type DatasetView = ResponseOf<(typeof allRoutes)['readDataset']>

/** What the space read from a sent file. */
export type Upload = ResponseOf<(typeof allRoutes)['uploadCsv']>

/** What is sent to offer a dataset. */
export type DatasetDraft = BodyOf<(typeof allRoutes)['registerDataset']>

/** A column with its type and whatever its owner says of it. */
export type ColumnMeaning = DatasetEntry['columns'][number]

/** What a column holds, at a glance. */
export type ColumnProfile = DatasetView['profile'][number]

/** The sector a dataset belongs to. */
export type Sector = DatasetEntry['sector']
