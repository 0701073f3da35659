import { z } from 'zod'
import { idOf, moment, optionalLocalText, personRef } from './basics.ts'

/** Under which terms a template may be used. */
export const templateLicence = z.object({
  spdx: z.string().min(1).max(100),
  statement: z.string().max(5000),
})

/** What a workspace was made from, as it was then; kept for ever. */
export const origin = z.object({
  kind: z.enum(['template', 'workspace']),
  /** Only where the caller may still see it. */
  template: idOf('tp').nullable(),
  version: z.number().int().nullable(),
  title: optionalLocalText,
  by: personRef,
  licence: templateLicence.nullable(),
  at: moment,
})

/** What a workspace was made from, what that was made from, and so on. */
export const origins = z.array(origin)
