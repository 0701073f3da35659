import { connect, createServer, type Socket } from 'node:net'

/** A line between a browser and a space that can be cut like a cable: everything on it ends at once. */
export interface Line {
  /** The space's address by way of this line. */
  readonly url: string
  cut(): void
  mend(): void
  close(): void
}

/** Opens a line to a space. */
export async function openLine(space: string): Promise<Line> {
  const target = Number(new URL(space).port)
  const open = new Set<Socket>()
  let isCut = false
  const endAll = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.pipe(to)
      // The other end goes with this one, whichever way it ended.
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the line has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true
      endAll()
    },
    mend: () => {
      isCut = false
    },
    close: () => {
      endAll()
      server.close()
    },
  }
}
