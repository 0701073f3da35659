export { datasetHandlers, type DatasetDeps } from './dataset-handlers.ts'
export { addDataset, type NewDataset } from './add-dataset.ts'
export { readTableFile, type ReadTable } from './read-table-file.ts'
export { readSources, type DatasetSource } from './read-sources.ts'
