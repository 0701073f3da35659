/** What is added to the title of a test that does not run for want of a place. */
export {
  makeDatabase,
  placeOf,
  testDatabaseUrl,
  testRedisUrl,
  throughPort,
  whySkipped,
} from '../../apps/server/src/testing/cluster-places.ts'
export { openTcpProxy, type TcpProxy } from '../../apps/server/src/testing/open-tcp-proxy.ts'
