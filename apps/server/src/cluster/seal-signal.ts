import { createHmac, timingSafeEqual } from 'node:crypto'

/** What one server tells the others: a header of plain data, and bytes. */
export interface Signal {
  readonly server: string
  /** Counts the signals of this server: a lower one is older. */
  readonly count: number
  /** Not checked yet: whoever reads it parses it. */
  readonly header: unknown
  readonly body: Uint8Array
}

const sealBytes = 16
const lengthBytes = 4

function sealOf(key: string, topic: string, content: Uint8Array): Buffer {
  const seal = createHmac('sha256', key).update(topic).update('\0').update(content).digest()
  return seal.subarray(0, sealBytes)
}

/** Writes a signal under a seal that only the servers of this space can make. */
export function sealSignal(key: string, topic: string, signal: Signal): Uint8Array {
  const { server, count, header, body } = signal
  const head = Buffer.from(JSON.stringify([server, count, header]))
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32BE(head.length)
  const content = Buffer.concat([length, head, body])
  return Buffer.concat([sealOf(key, topic, content), content])
}

function parseHead(text: string): Omit<Signal, 'body'> | null {
  try {
    const head: unknown = JSON.parse(text)
    if (!Array.isArray(head)) return null
    const [server, count, header] = head as unknown[]
    if (typeof server !== 'string' || typeof count !== 'number') return null
    return { server, count, header }
  } catch {
    return null
  }
}

/** Reads a signal; null when it was not sealed by a server of this space, for this topic. */
export function openSignal(key: string, topic: string, bytes: Uint8Array): Signal | null {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const content = sealed.subarray(sealBytes)
  if (content.length < lengthBytes) return null
  if (!timingSafeEqual(sealed.subarray(0, sealBytes), sealOf(key, topic, content))) return null
  const end = lengthBytes + content.readUInt32BE(0)
  if (end > content.length) return null
  const head = parseHead(content.toString('utf8', lengthBytes, end))
  return head && { ...head, body: content.subarray(end) }
}
