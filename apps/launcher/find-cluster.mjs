import { connect } from 'node:net'

/** What cluster tests need: the variable that names it, and where it is looked for. */
const places = [
  {
    name: 'Postgres',
    variable: 'WEFT_TEST_DATABASE_URL',
    host: '127.0.0.1',
    port: 5432,
    url: 'postgres://postgres@127.0.0.1:5432/postgres',
  },
  {
    name: 'Redis',
    variable: 'WEFT_TEST_REDIS_URL',
    host: '127.0.0.1',
    port: 6379,
    url: 'redis://127.0.0.1:6379',
  },
]

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
  const environment = {}
  for (const place of places) {
    if (process.env[place.variable]) continue
    if (await answers(place)) {
      environment[place.variable] = place.url
      continue
    }
    const where = `${place.host}:${place.port}`
    if (process.env.CI) {
      console.error(`The cluster tests must run here, but no ${place.name} answers at ${where}.`)
      process.exit(1)
    }
    console.log(`Cluster tests are skipped: no ${place.name} answers at ${where}.`)
  }
  return environment
}
