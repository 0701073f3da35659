import { z } from 'zod'
import type { RightsBoard, RightsChange } from '../rights-board.ts'
import type { Line } from './open-line.ts'

const topic = 'rights'

const change = z.strictObject({
  person: z.string().max(200).exactOptional(),
  organisation: z.string().max(200).exactOptional(),
  document: z.string().max(200).exactOptional(),
})

/** A board over several servers: what is told on one is heard on all. */
export function shareRights(board: RightsBoard, line: Line): RightsBoard {
  line.hear(topic, {
    signal: ({ header }) => {
      const parsed = change.safeParse(header)
      // A change that cannot be read may concern anybody.
      board.tell(parsed.success ? parsed.data : {})
    },
    // Changes may have been missed, so everybody is asked about.
    live: () => board.tell({}),
  })
  const shared: RightsBoard = {
    tell: (told: RightsChange) => {
      board.tell(told)
      line.tell(topic, told)
    },
    watch: (listener) => board.watch(listener),
  }
  return shared
}
