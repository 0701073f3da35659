import type { Field } from '@weft/pipeline-model'

/** Whether a field matters beside the values the fields around it have. */
export function isShown(field: Field<unknown>, values: Readonly<Record<string, unknown>>): boolean {
  if (!field.shown) return true
  const beside = values[field.shown.field]
  return field.shown.is.some((value) => value === beside)
}
