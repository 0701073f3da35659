import type { Page, WebSocketRoute } from 'playwright-core'

/** A slow and unsteady network between a page and its space. */
export interface RoughNetwork {
  /** Nothing gets through any more, and nobody is told. */
  stall(): void
  /** Lets through what has waited, in order. */
  mend(): void
  /** Breaks the connection: what was on its way, in either direction, is lost. The page may connect again. */
  lose(): Promise<void>
  /** Takes the page off the network: what was on its way is lost, requests fail, and so do new connections. */
  goOffline(): Promise<void>
  /** Brings the page back to the network. */
  goOnline(): Promise<void>
}

/** One socket of the page, with what is on its way over it. */
interface Line {
  readonly route: WebSocketRoute
  isCut: boolean
}

/** Puts a slow network before the page's sockets from its next opening on: each message is late by so long, in order. */
export async function roughNetwork(page: Page, lateMs: number): Promise<RoughNetwork> {
  const lines = new Set<Line>()
  let waiting: (() => void)[] = []
  let isStalled = false
  let isOffline = false
  const pass = (line: Line, deliver: () => void): void => {
    // All are late by as much, so one timer after the other keeps the order.
    setTimeout(() => {
      const arrive = (): void => {
        if (!line.isCut) deliver()
      }
      if (isStalled) waiting.push(arrive)
      else arrive()
    }, lateMs)
  }
  await page.routeWebSocket(/\/(?:sync|hints)\//, (route) => {
    if (isOffline) {
      void route.close()
      return
    }
    const line: Line = { route, isCut: false }
    lines.add(line)
    const server = route.connectToServer()
    route.onMessage((message) => {
      pass(line, () => {
        server.send(message)
      })
    })
    server.onMessage((message) => {
      pass(line, () => {
        route.send(message)
      })
    })
  })
  const lose = async (): Promise<void> => {
    const cut = [...lines]
    lines.clear()
    waiting = []
    for (const line of cut) line.isCut = true
    await Promise.all(cut.map(({ route }) => route.close()))
  }
  return {
    stall: () => {
      isStalled = true
    },
    mend: () => {
      isStalled = false
      for (const arrive of waiting.splice(0)) arrive()
    },
    lose,
    goOffline: async () => {
      isOffline = true
      await page.context().setOffline(true)
      await lose()
    },
    goOnline: async () => {
      isOffline = false
      await page.context().setOffline(false)
    },
  }
}
