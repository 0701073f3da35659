import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { sayConfigFailure } from './start-failure.ts'

const folders = { distFolder: null, packsFolder: '' }
const database = 'postgres://weft@db.example/weft'

test('several servers are given a database, a Redis and a folder in common', () => {
  const config = readConfig(
    {
      DATABASE_URL: database,
      REDIS_URL: 'rediss://:word@redis.example:6380/1',
      WEFT_DATA: '/var/one',
      WEFT_SHARED: '/var/all',
    },
    folders,
  )
  expect(config).toMatchObject({
    ok: true,
    value: {
      redisUrl: 'rediss://:word@redis.example:6380/1',
      folder: '/var/one',
      sharedFolder: '/var/all',
      newSecret: false,
    },
  })
})

test('one server shares its data folder with nobody', () => {
  const config = readConfig({ WEFT_DATA: '/var/one' }, folders)
  expect(config).toMatchObject({ ok: true, value: { sharedFolder: '/var/one', redisUrl: null } })
})

test.each([
  ['no address', { DATABASE_URL: database, REDIS_URL: 'secret-word' }, 'redis://127.0.0.1:6379'],
  ['another kind of address', { DATABASE_URL: database, REDIS_URL: 'http://x' }, 'REDIS_URL must'],
  ['a Redis without a database in common', { REDIS_URL: 'redis://x' }, 'DATABASE_URL'],
])('%s is refused by name, without what may be a password', (_name, environment, said) => {
  const config = readConfig(environment, folders)
  if (config.ok) throw new Error('accepted')
  expect(sayConfigFailure(config.failure)).toContain(said)
  expect(sayConfigFailure(config.failure)).not.toContain('secret-word')
})
