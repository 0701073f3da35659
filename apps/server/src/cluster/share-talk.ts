import { isId } from '@weft/kernel'
import { z } from 'zod'
import type { TalkBoard } from '../talk-board.ts'
import type { Line } from './open-line.ts'

const topic = 'talk'

const told = z.strictObject({ workspace: z.string().refine((text) => isId('ws', text)) })

/** A board over several servers: what is told on one is heard on all. A hint that is lost costs a reader no more than a reload. */
export function shareTalk(board: TalkBoard, line: Line): TalkBoard {
  line.hear(topic, {
    signal: ({ header }) => {
      const parsed = told.safeParse(header)
      if (parsed.success) board.tell(parsed.data.workspace)
    },
    live: () => undefined,
  })
  return {
    tell: (workspace) => {
      board.tell(workspace)
      line.tell(topic, { workspace })
    },
    watch: (listener) => board.watch(listener),
  }
}
