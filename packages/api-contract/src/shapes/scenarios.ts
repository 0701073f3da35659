import { z } from 'zod'
import { idOf, localText, moment, optionalLocalText, personRef } from './basics.ts'

export const sector = z.enum(['logistics', 'energy', 'medical', 'materials', 'city', 'other'])

/** What a scenario owner writes. */
export const scenarioDraft = z.object({
  sector,
  title: localText,
  problem: localText,
  users: optionalLocalText,
  value: optionalLocalText,
  /** The data wanted, in words. */
  dataWanted: optionalLocalText,
  /** Each can be checked by itself. */
  acceptance: z.array(localText).max(30),
  /** ISO date, or null when none is set. */
  deadline: z.iso.date().nullable(),
})

export const scenarioState = z.enum(['open', 'in-progress', 'delivered', 'closed'])

export const scenario = scenarioDraft.extend({
  id: idOf('sc'),
  state: scenarioState,
  owner: personRef,
  postedAt: moment,
  /** Grows by one with each edit; an edit names the version it was made from. */
  version: z.number().int(),
  workspaces: z.array(
    z.object({ id: idOf('ws'), title: optionalLocalText, organisations: z.array(z.string()) }),
  ),
  /** Whether the caller may edit it. */
  mine: z.boolean(),
})
