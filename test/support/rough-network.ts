import type { Page, WebSocketRoute } from 'playwright-core'

/** A slow network between a page and its space, which can be cut. */
export interface RoughNetwork {
  /** Ends the page's sockets and takes no new ones. */
  cut(): void
  /** Lets sockets through again. */
  mend(): void
}

/** Puts a slow network before the page's sockets from its next opening on: each message is late by so long, in order. */
export async function roughNetwork(page: Page, lateMs: number): Promise<RoughNetwork> {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/\/(sync|hints)/, (route) => {
    if (isCut) {
      void route.close({ code: 1001 })
      return
    }
    const server = route.connectToServer()
    open.add(route)
    // One timer after the other keeps the order: they are all late by as much.
    route.onMessage((message) => {
      setTimeout(() => {
        if (open.has(route)) server.send(message)
      }, lateMs)
    })
    server.onMessage((message) => {
      setTimeout(() => {
        if (open.has(route)) route.send(message)
      }, lateMs)
    })
    const end = (): void => {
      open.delete(route)
    }
    route.onClose(() => {
      end()
      void server.close()
    })
    server.onClose((code, reason) => {
      end()
      void route.close({ ...(code !== undefined && { code }), ...(reason && { reason }) })
    })
  })
  return {
    cut: () => {
      isCut = true
      for (const route of [...open]) {
        open.delete(route)
        void route.close({ code: 1001 })
      }
    },
    mend: () => {
      isCut = false
    },
  }
}
