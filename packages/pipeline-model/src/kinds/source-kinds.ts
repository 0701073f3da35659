import { dataset } from '../fields/make-fields.ts'
import { defineKind } from './kind-definition.ts'

const source = { family: 'source', inputs: [] } as const

/** Steps a pipeline begins with. */
export const sourceKinds = {
  dataset: defineKind({ ...source, fields: { dataset: dataset() } }),
}
