import { describe, expect, test, vi } from 'vitest'
import type { Bus } from './bus.ts'

/** A bus under test: connections to one and the same, and the way to cut it off and bring it back. */
export interface BusUnderTest {
  connect(): Bus
  cut(): Promise<void> | void
  heal(): Promise<void> | void
  close(): Promise<void> | void
}

function recorder(bus: Bus, topic: string) {
  const heard: string[] = []
  const record = { heard, lives: 0, stop: (): void => undefined }
  record.stop = bus.listen(topic, {
    signal: (bytes) => heard.push(Buffer.from(bytes).toString('latin1')),
    live: () => {
      record.lives += 1
    },
  })
  return record
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 })

/** What every bus keeps to: little, for nothing relies on it. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`${name} keeps the bus contract`, () => {
    test('[SYNC-70] a signal reaches everybody who hears its topic, its sender too, byte for byte', async () => {
      const under = await open()
      const [one, two] = [under.connect(), under.connect()]
      const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('')
      const [mine, theirs, other] = [
        recorder(one, 'a'),
        recorder(two, 'a'),
        recorder(two, 'another'),
      ]
      await until(() => expect([mine.lives, theirs.lives, other.lives]).toEqual([1, 1, 1]))
      one.publish('a', bytesOf(all))
      await until(() => expect([mine.heard, theirs.heard]).toEqual([[all], [all]]))
      expect(other.heard).toEqual([])
      await under.close()
    })

    test('[SYNC-70] a signal as large as allowed arrives', async () => {
      const under = await open()
      const bus = under.connect()
      const record = recorder(bus, 'a')
      await until(() => expect(record.lives).toBe(1))
      bus.publish('a', new Uint8Array(bus.signalBytes).fill(7))
      await until(() => expect(record.heard[0]?.length).toBe(bus.signalBytes))
      await under.close()
    })

    test('[SYNC-70] who stopped listening hears nothing, and may listen again', async () => {
      const under = await open()
      const bus = under.connect()
      const [first, second] = [recorder(bus, 'a'), recorder(bus, 'b')]
      await until(() => expect([first.lives, second.lives]).toEqual([1, 1]))
      first.stop()
      bus.publish('a', bytesOf('unheard'))
      bus.publish('b', bytesOf('heard'))
      await until(() => expect(second.heard).toEqual(['heard']))
      expect(first.heard).toEqual([])
      const again = recorder(bus, 'a')
      await until(() => expect(again.lives).toBe(1))
      bus.publish('a', bytesOf('again'))
      await until(() => expect(again.heard).toEqual(['again']))
      await under.close()
    })

    testAbsence(open)
  })
}

function testAbsence(open: () => Promise<BusUnderTest>): void {
  test('[SYNC-71] while it is away signals are dropped without an error, and its return is told', async () => {
    const under = await open()
    const bus = under.connect()
    const record = recorder(bus, 'a')
    await until(() => expect(record.lives).toBe(1))
    await under.cut()
    bus.publish('a', bytesOf('lost'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(record.heard).toEqual([])
    await under.heal()
    await until(() => expect(record.lives).toBe(2))
    bus.publish('a', bytesOf('back'))
    // The sending connection may come back a little later than the hearing one.
    await until(() => {
      if (record.heard.length === 0) bus.publish('a', bytesOf('back'))
      expect(record.heard.length).toBeGreaterThan(0)
    })
    expect(record.heard).not.toContain('lost')
    await under.close()
  })
}
