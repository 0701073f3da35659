import { openTableDesk } from './table-desk.ts'
import type { TableQuestion, TableReply } from './worker-protocol.ts'

const say = (reply: TableReply, moved: Transferable[] = []): void =>
  self.postMessage(reply, { transfer: moved })

const desk = openTableDesk((share) => say({ say: 'share', share }))

async function answer(question: TableQuestion): Promise<void> {
  if (question.ask === 'read') {
    const { file, answers } = question
    const given = file && { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
    say({ say: 'preview', outcome: await desk.read(given, answers) })
  } else if (question.ask === 'type') {
    say({ say: 'preview', outcome: await desk.type(question.choices) })
  } else {
    const outcome = await desk.finish(question.choices)
    say({ say: 'finished', outcome }, outcome.ok ? [outcome.value.arrow.buffer] : [])
  }
}

self.onmessage = ({ data: question }: MessageEvent<TableQuestion>) => {
  // A bug in here is thrown to the page, which ends the reading.
  answer(question).catch((error: unknown) => {
    setTimeout(() => {
      throw error
    })
  })
}
