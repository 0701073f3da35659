import { fileURLToPath } from 'node:url'
import { readConfig } from './config.ts'
import { sayConfigFailure, StartFailure } from './start-failure.ts'
import { startServer, type RunningServer } from './start-server.ts'

/* eslint-disable no-console -- this is the one place that speaks to the person at the terminal */

function welcome(server: RunningServer, folder: string): void {
  const address = server.address.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost')
  console.log(`\nWeft is ready at ${address}\n`)
  if (server.demo) {
    console.log('  This is a demo space with real public data. To try first:')
    console.log('  1. open the address and become one of the demo people with one click;')
    console.log('  2. open the store and run the released app;')
    console.log(
      '  3. open a second browser window as another person and edit a workspace together.',
    )
    console.log('  A production space: WEFT_DEMO=off with a data folder of its own (WEFT_DATA).')
  } else if (server.setUpCode !== null) {
    console.log(`  Set-up code: ${server.setUpCode}`)
    console.log(`  Open ${address}/set-up and enter it to become the operator of this space.`)
  }
  console.log(`\n  Data and log: ${folder}   API: ${address}/api/docs   Stop: Ctrl+C\n`)
}

async function run(): Promise<void> {
  // Built, this file is dist/server/main.js; from source there is nothing to serve but the API.
  const built = import.meta.url.endsWith('.js')
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
  const folders = {
    distFolder: built ? here('..') : null,
    packsFolder: here(built ? '../../sandbox/packs' : '../../../sandbox/packs'),
  }
  const config = readConfig(process.env, folders)
  if (!config.ok) throw new StartFailure(sayConfigFailure(config.failure))
  const server = await startServer(config.value)
  let isStopping = false
  const stop = (): void => {
    // Whoever asks twice does not want to wait.
    if (isStopping) process.exit(1)
    isStopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  welcome(server, config.value.folder)
}

run().catch((error: unknown) => {
  console.error(
    error instanceof StartFailure ? `\nWeft could not start.\n${error.message}\n` : error,
  )
  process.exit(1)
})
