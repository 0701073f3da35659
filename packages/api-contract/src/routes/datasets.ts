import { z } from 'zod'
import { route } from '../route.ts'
import { datasetId } from '../shapes/basics.ts'
import { datasetDraft, datasetEntry, datasetPage, upload } from '../shapes/datasets.ts'

const params = z.object({ dataset: datasetId })

/** The most bytes an uploaded file may have. */
export const uploadLimitBytes = 32 * 1024 * 1024

export const datasetRoutes = {
  listDatasets: route({
    method: 'GET',
    path: '/datasets',
    summary: 'The catalogue',
    access: 'anyone',
    response: z.array(datasetEntry),
  }),
  readDataset: route({
    method: 'GET',
    path: '/datasets/:dataset',
    summary: 'One dataset with profile and first rows',
    access: 'anyone',
    params,
    response: datasetPage,
  }),
  readSample: route({
    method: 'GET',
    path: '/datasets/:dataset/sample',
    summary: 'The sample as an Arrow IPC stream',
    access: 'member',
    params,
    response: { bytes: 'application/vnd.apache.arrow.stream' },
  }),
  uploadCsv: route({
    method: 'POST',
    path: '/uploads',
    summary: 'Read a CSV file and keep it for a dataset',
    access: 'member',
    upload: { mediaType: 'text/csv', limitBytes: uploadLimitBytes },
    response: upload,
  }),
  uploadTable: route({
    method: 'POST',
    path: '/uploads/tables',
    summary: 'Keep a table, sent as an Arrow IPC stream, for a dataset',
    access: 'member',
    upload: { mediaType: 'application/vnd.apache.arrow.stream', limitBytes: uploadLimitBytes },
    response: upload,
  }),
  registerDataset: route({
    method: 'POST',
    path: '/datasets',
    summary: 'Offer an uploaded file as a dataset',
    access: 'member',
    body: datasetDraft,
    response: datasetEntry,
  }),
}
