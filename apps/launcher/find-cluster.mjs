import { connect } from 'node:net'

/** Where cluster tests look for a Postgres. */
const place = { host: '127.0.0.1', port: 5432 }

function answers({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const end = (found) => {
      socket.destroy()
      resolve(found)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

/** The environment of the cluster tests; in continuous integration they must run, elsewhere they say why they do not. */
export async function findCluster() {
  if (process.env.WEFT_TEST_DATABASE_URL) return {}
  if (await answers(place)) {
    const url = `postgres://postgres@${place.host}:${place.port}/postgres`
    return { WEFT_TEST_DATABASE_URL: url }
  }
  const where = `${place.host}:${place.port}`
  if (process.env.CI) {
    console.error(`The cluster tests must run here, but no Postgres answers at ${where}.`)
    process.exit(1)
  }
  console.log(`Cluster tests are skipped: no Postgres answers at ${where}.`)
  return {}
}
