import type { Socket } from 'node:net'
import type pg from 'pg'

/** Where pg keeps the socket of a client; behind TLS it is the socket that is read. */
interface WithStream {
  readonly connection: { readonly stream: Socket }
}

/** How long Postgres may say nothing to a statement before its connection counts as dead, in milliseconds. */
export const longestSilenceMs = 15_000

/**
 * Ends a connection whose statement hears nothing for so long. A Postgres that hangs, or lies behind a network that
 * drops everything, takes statements and never answers: without this they would wait for ever, and so would people.
 */
export function watchSilence(client: pg.PoolClient, silentMs: number): void {
  const { stream } = (client as unknown as WithStream).connection
  let running = 0
  let timer: NodeJS.Timeout | null = null
  const watch = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    if (running === 0) return
    timer = setTimeout(() => {
      stream.destroy(new Error(`Postgres has said nothing for ${silentMs} ms`))
    }, silentMs)
  }
  stream.on('data', watch)
  const ask = client.query.bind(client) as (...given: unknown[]) => unknown
  const watched = (...given: unknown[]): unknown => {
    const answer = ask(...given)
    if (!(answer instanceof Promise)) return answer
    running++
    watch()
    return answer.finally(() => {
      running--
      watch()
    })
  }
  client.query = watched as typeof client.query
}
