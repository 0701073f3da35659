import { accept } from '@weft/kernel'
import { tableLimits } from '@weft/table-files'
import { expect, test } from 'vitest'
import { openTableReader, type TableWorker } from './open-table-reader.ts'
import type { TableQuestion, TableReply } from './worker-protocol.ts'

class SilentWorker implements TableWorker {
  readonly asked: TableQuestion[] = []
  isEnded = false
  onmessage: TableWorker['onmessage'] = null
  onerror: TableWorker['onerror'] = null
  postMessage(question: TableQuestion): void {
    this.asked.push(question)
  }
  terminate(): void {
    this.isEnded = true
  }
  say(reply: TableReply): void {
    this.onmessage?.({ data: reply } as MessageEvent<TableReply>)
  }
}

function opened() {
  const workers: SilentWorker[] = []
  const shares: number[] = []
  const reader = openTableReader(
    () => {
      const worker = new SilentWorker()
      workers.push(worker)
      return worker
    },
    (share) => shares.push(share),
  )
  return { reader, workers, shares }
}

const file = new File(['a\n1\n'], 'a.csv')

test('cancelling ends the worker at once, whatever it does, and answers null', async () => {
  const { reader, workers, shares } = opened()
  const asked = reader.read(file, {})
  workers[0]?.say({ say: 'share', share: 0.4 })
  reader.cancel()
  expect(await asked).toBeNull()
  expect(workers[0]?.isEnded).toBe(true)
  expect(shares).toEqual([0.4])
})

test('a new file does not wait for the one before', async () => {
  const { reader, workers } = opened()
  const first = reader.read(file, {})
  const second = reader.read(file, {})
  expect(await first).toBeNull()
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false])
  workers[1]?.say({ say: 'finished', outcome: accept({ arrow: new Uint8Array(0), rows: 0 }) })
  expect(await second).toBeNull()
})

test('a worker that dies refuses the file, and the next file gets a new one', async () => {
  const { reader, workers } = opened()
  const asked = reader.read(file, {})
  workers[0]?.onerror?.({ message: '', preventDefault: () => undefined } as ErrorEvent)
  expect(await asked).toMatchObject({ failure: { code: 'table-file.broken' } })
  void reader.read(file, {})
  expect(workers).toHaveLength(2)
  reader.cancel()
})

test('a file past the limit is refused before it is read', async () => {
  const { reader, workers } = opened()
  const large = { size: tableLimits.bytes + 1, name: 'a.csv' } as File
  expect(await reader.read(large, {})).toMatchObject({
    failure: { code: 'table-file.too-large', args: { limit: 32 } },
  })
  expect(workers).toHaveLength(0)
})
