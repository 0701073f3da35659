import type { Failure } from '@weft/kernel'

/** Why a server could not start, told to the person at the terminal. */
export class StartFailure extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartFailure'
  }
}

/** The sentence for a configuration that cannot be used. */
export function sayConfigFailure(failure: Failure): string {
  const value = String(failure.args.value)
  if (failure.code === 'config.redis') {
    return 'REDIS_URL must be an address such as redis://127.0.0.1:6379.'
  }
  if (failure.code === 'config.redis-alone') {
    return 'REDIS_URL is for several servers, which need a database in common: give DATABASE_URL as well.'
  }
  return failure.code === 'config.port'
    ? `PORT must be a number from 0 to 65535, not "${value}".`
    : `WEFT_ORIGIN must be an address such as https://weft.example.org, not "${value}".`
}
