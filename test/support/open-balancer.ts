import { connect, createServer, type Socket } from 'node:net'

/** One address before several servers: each connection goes to the next of them that takes it. */
export interface Balancer {
  readonly url: string
  close(): void
}

function reach(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(null))
  })
}

async function reachAny(ports: readonly number[], first: number): Promise<Socket | null> {
  for (let turn = 0; turn < ports.length; turn++) {
    const socket = await reach(ports[(first + turn) % ports.length] ?? 0)
    if (socket) return socket
  }
  return null
}

function join(near: Socket, far: Socket): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}

/** Opens a balancer without stickiness before the servers at these addresses. */
export async function openBalancer(servers: readonly string[]): Promise<Balancer> {
  const ports = servers.map((url) => Number(new URL(url).port))
  const open = new Set<Socket>()
  let next = 0
  const server = createServer({ pauseOnConnect: true }, (near) => {
    open.add(near)
    near.on('error', () => undefined)
    near.on('close', () => open.delete(near))
    void reachAny(ports, next++).then((far) => {
      if (far) join(near, far)
      else near.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the balancer has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
