import type { Failure } from '@weft/kernel'

/** Why a server could not start, told to the person at the terminal. */
export class StartFailure extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartFailure'
  }
}

const sentences: Readonly<Record<string, (value: string) => string>> = {
  'config.port': (value) => `PORT must be a number from 0 to 65535, not "${value}".`,
  'config.origin': (value) =>
    `WEFT_ORIGIN must be an address such as https://weft.example.org, not "${value}".`,
  'config.proxy': (value) =>
    `WEFT_TRUSTED_PROXY must name addresses or networks such as 10.0.0.0/8, or loopback, not "${value}".`,
  'config.metrics-token': (value) =>
    `WEFT_METRICS_TOKEN must have at least ${value} characters; it lets anybody who has it read the figures.`,
  'config.redis': () => 'REDIS_URL must be an address such as redis://127.0.0.1:6379.',
  'config.redis-alone': () =>
    'REDIS_URL is for several servers, which need a database in common: give DATABASE_URL as well.',
}

/** The sentence for a configuration that cannot be used. */
export function sayConfigFailure({ code, args }: Failure): string {
  return sentences[code]?.(String(args.value)) ?? code
}
