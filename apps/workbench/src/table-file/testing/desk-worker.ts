import type { TableWorker } from '../open-table-reader.ts'
import { openTableDesk } from '../table-desk.ts'
import type { TableQuestion, TableReply } from '../worker-protocol.ts'

/** A worker of a test: the same desk, in the same thread. */
export class DeskWorker implements TableWorker {
  onmessage: TableWorker['onmessage'] = null
  onerror: TableWorker['onerror'] = null
  readonly #desk = openTableDesk(() => undefined)

  postMessage(question: TableQuestion): void {
    void this.#answer(question).then((reply) => {
      this.onmessage?.({ data: reply } as MessageEvent<TableReply>)
    })
  }

  terminate(): void {
    this.onmessage = null
  }

  async #answer(question: TableQuestion): Promise<TableReply> {
    if (question.ask === 'finish')
      return { say: 'finished', outcome: await this.#desk.finish(question.choices) }
    if (question.ask === 'type')
      return { say: 'preview', outcome: await this.#desk.type(question.choices) }
    const { file, answers } = question
    const given = file && { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
    return { say: 'preview', outcome: await this.#desk.read(given, answers) }
  }
}
