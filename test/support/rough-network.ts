import type { Page } from 'playwright-core'

/** A slow network between a page and its space, which can stand still. */
export interface RoughNetwork {
  /** Nothing gets through any more, and nobody is told. */
  stall(): void
  /** Lets through what has waited, in order. */
  mend(): void
}

/** Puts a slow network before the page's sockets from its next opening on: each message is late by so long, in order. */
export async function roughNetwork(page: Page, lateMs: number): Promise<RoughNetwork> {
  const waiting: (() => void)[] = []
  let isStalled = false
  const pass = (deliver: () => void): void => {
    // All are late by as much, so one timer after the other keeps the order.
    setTimeout(() => {
      if (isStalled) waiting.push(deliver)
      else deliver()
    }, lateMs)
  }
  await page.routeWebSocket(/\/sync/, (route) => {
    const server = route.connectToServer()
    route.onMessage((message) => {
      pass(() => {
        server.send(message)
      })
    })
    server.onMessage((message) => {
      pass(() => {
        route.send(message)
      })
    })
  })
  return {
    stall: () => {
      isStalled = true
    },
    mend: () => {
      isStalled = false
      for (const deliver of waiting.splice(0)) deliver()
    },
  }
}
