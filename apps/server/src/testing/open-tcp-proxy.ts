import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to another server that can be cut and healed. */
export interface TcpProxy {
  readonly port: number
  /** Ends every connection and takes no new one. */
  cut(): void
  /** Takes connections and what is said to it, and lets no answer through any more, until it heals. */
  hush(): void
  heal(): void
  close(): Promise<void>
}

/** Opens a proxy on a free loopback port before a host and port. */
export async function openTcpProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let isCut = false
  let isHushed = false
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.setNoDelay(true)
    // Whoever is cut off hears of it at its own end.
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    keep(near)
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(target)
    keep(far)
    near.pipe(far)
    far.on('data', (bytes) => {
      if (!isHushed && !near.write(bytes)) far.pause()
    })
    near.on('drain', () => far.resume())
    far.on('end', () => near.end())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true
      endAll()
    },
    hush: () => {
      isHushed = true
    },
    heal: () => {
      isCut = false
      isHushed = false
    },
    close: async () => {
      endAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
